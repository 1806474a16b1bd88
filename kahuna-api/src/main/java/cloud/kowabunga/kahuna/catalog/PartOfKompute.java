package cloud.kowabunga.kahuna.catalog;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What it means for an instance, a volume or an adapter to be a part of a Kompute. Nothing, where the Kompute is absent. */
public final class PartOfKompute {
    private PartOfKompute() {}

    /** Raises IN_USE for a part that somebody wants to delete or to detach alone. */
    public static void refuseAlone(DSLContext sql, @Nullable KomputeId kompute, Noun noun, String name) {
        if (kompute != null) {
            throw Fault.IN_USE.because(
                    "%s '%s' belongs to Kompute '%s' and cannot be deleted or detached alone; it goes with the Kompute."
                            .formatted(noun.title(), name, name(sql, kompute)));
        }
    }

    /**
     * Takes the Kompute for an operation on it or on a part of it, in the transaction that admits the operation; the row's lock
     * decides between two. An operation that has ended holds nothing. Raises OPERATION_RUNNING, which names the one that runs.
     */
    public static void claim(DSLContext sql, @Nullable KomputeId kompute, OperationId operation) {
        if (kompute == null) {
            return;
        }
        sql.select(KOMPUTE.CLAIMED_BY)
                .from(KOMPUTE)
                .where(KOMPUTE.ID.eq(kompute))
                .forNoKeyUpdate()
                .fetchOptional(KOMPUTE.CLAIMED_BY)
                .filter(holder -> !holder.equals(operation))
                .ifPresent(holder -> {
                    requireEnded(sql, kompute, holder, operation);
                    sql.update(KOMPUTE)
                            .set(KOMPUTE.CLAIMED_BY, operation)
                            .where(KOMPUTE.ID.eq(kompute))
                            .execute();
                });
    }

    /**
     * Of one workflow id there is one execution at a time, so an operation under the holder's own workflow id follows one that was
     * broken off and is about to be closed.
     */
    private static void requireEnded(DSLContext sql, KomputeId kompute, OperationId holder, OperationId operation) {
        var mine = sql.select(OPERATION.WORKFLOW_ID)
                .from(OPERATION)
                .where(OPERATION.ID.eq(operation))
                .fetchOptional(OPERATION.WORKFLOW_ID);
        sql.selectFrom(OPERATION)
                .where(OPERATION.ID.eq(holder), OPERATION.ENDED_AT.isNull())
                .fetchOptional()
                .filter(running -> !mine.equals(Optional.of(running.getWorkflowId())))
                .ifPresent(running -> {
                    throw Fault.OPERATION_RUNNING.because(
                            "Kompute '%s' is being worked on by operation %s (%s). Wait for it or cancel it."
                                    .formatted(name(sql, kompute), running.getId(), running.getVerb()));
                });
    }

    /** A Kompute is called as its instance is. */
    private static String name(DSLContext sql, KomputeId kompute) {
        return sql.select(INSTANCE.NAME)
                .from(INSTANCE)
                .where(INSTANCE.KOMPUTE_ID.eq(kompute))
                .fetchOptional(INSTANCE.NAME)
                .orElse(kompute.value());
    }
}
