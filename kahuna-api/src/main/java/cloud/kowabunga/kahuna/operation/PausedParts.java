package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Parts of operations that stand still until a person decides: what the whole then waits for. */
final class PausedParts {
    private static final cloud.kowabunga.kahuna.db.tables.Operation PART = OPERATION.as("part");

    /** Holds for a row of OPERATION that goes on and of which such a part is. */
    static final Condition OF_ANY = OPERATION
            .ENDED_AT
            .isNull()
            .and(OPERATION.STATE.eq(OperationState.RUNNING))
            .and(exists(selectOne()
                    .from(PART)
                    .where(
                            PART.PARENT_ID.eq(OPERATION.ID),
                            PART.ENDED_AT.isNull(),
                            PART.STATE.eq(OperationState.ATTENTION))));

    /** One that is being cancelled waits for the decision too, and is still shown as that. */
    private static final Set<OperationState> GOING_ON = EnumSet.of(OperationState.RUNNING, OperationState.CANCELLING);

    private final Map<OperationId, Part> byParent;

    private PausedParts(Map<OperationId, Part> byParent) {
        this.byParent = byParent;
    }

    record Part(String who, Instant since) {}

    /** Of these operations; of several the one that has stood still for the longest. */
    static PausedParts load(DSLContext sql, Collection<OperationRecord> wholes) {
        var parents = wholes.stream()
                .filter(whole -> GOING_ON.contains(whole.getState()))
                .map(OperationRecord::getId)
                .toList();
        if (parents.isEmpty()) {
            return new PausedParts(Map.of());
        }
        var found = sql.select(OPERATION.PARENT_ID, OPERATION.RESOURCE_NAME, OPERATION.ID, OPERATION.UPDATED_AT)
                .distinctOn(OPERATION.PARENT_ID)
                .from(OPERATION)
                .where(
                        OPERATION.PARENT_ID.in(parents),
                        OPERATION.ENDED_AT.isNull(),
                        OPERATION.STATE.eq(OperationState.ATTENTION))
                .orderBy(OPERATION.PARENT_ID, OPERATION.UPDATED_AT)
                .fetch();
        return new PausedParts(found.stream()
                .collect(Collectors.toUnmodifiableMap(
                        part -> part.value1(),
                        part -> new Part(
                                "a decision about %s (operation %s)".formatted(part.value2(), part.value3()),
                                part.value4()))));
    }

    Optional<Part> of(OperationId whole) {
        return Optional.ofNullable(byParent.get(whole));
    }
}
