package cloud.kowabunga.kahuna.operation;

import static org.jooq.impl.DSL.when;

import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.WaitingKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Parts of operations that stand still, as they need a decision or wait themselves: what the whole then waits for. */
final class WaitingParts {
    private final Map<OperationId, Waiting> byParent;

    private WaitingParts(Map<OperationId, Waiting> byParent) {
        this.byParent = byParent;
    }

    /** Of these operations; of several parts one that needs a decision, and of those the one that has stood still for the longest. */
    static WaitingParts load(DSLContext sql, Collection<OperationRecord> wholes) {
        var parents = wholes.stream()
                .filter(whole -> Awaited.MAY_HAVE_WAITING_PARTS.contains(whole.getState()))
                .map(OperationRecord::getId)
                .toList();
        if (parents.isEmpty()) {
            return new WaitingParts(Map.of());
        }
        var part = Awaited.PART;
        var found = sql.select(part.fields())
                .distinctOn(part.PARENT_ID)
                .from(part)
                .where(part.PARENT_ID.in(parents), Awaited.PART_STANDS_STILL)
                .orderBy(
                        part.PARENT_ID,
                        when(part.STATE.eq(OperationState.ATTENTION), 0).otherwise(1),
                        part.UPDATED_AT)
                .fetchInto(part);
        var agents = QueueAgents.load(
                sql,
                found.stream()
                        .flatMap(record -> Waiting.queues(record).stream())
                        .collect(Collectors.toUnmodifiableSet()));
        return new WaitingParts(found.stream()
                .flatMap(record -> of(record, agents).stream().map(waiting -> Map.entry(record.getParentId(), waiting)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Optional<Waiting> of(OperationRecord part, QueueAgents agents) {
        if (part.getState() == OperationState.ATTENTION) {
            return Optional.of(new Waiting(
                    WaitingKind.DECISION,
                    "a decision about " + part.getResourceName(),
                    part.getUpdatedAt(),
                    part.getId()));
        }
        return Waiting.of(part, StoredSteps.read(part.getSteps()), agents)
                .map(waiting -> new Waiting(
                        waiting.kind(),
                        waiting.kind() == WaitingKind.FAILURE
                                ? "%s: %s".formatted(part.getResourceName(), waiting.words())
                                : "%s, for %s".formatted(waiting.words(), part.getResourceName()),
                        waiting.since(),
                        part.getId()));
    }

    Optional<Waiting> of(OperationId whole) {
        return Optional.ofNullable(byParent.get(whole));
    }
}
