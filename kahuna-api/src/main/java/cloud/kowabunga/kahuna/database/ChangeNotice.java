package cloud.kowabunga.kahuna.database;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tells every Kahuna that a row changed: a row of the outbox, which is there when the transaction commits and only then, and a notice
 * that wakes whoever reads the outbox.
 */
public final class ChangeNotice {
    /** The channel; its notices say nothing. */
    public static final String CHANNEL = "kowabunga_change";

    private ChangeNotice() {}

    public static void send(DSLContext transaction, Noun noun, Id id) {
        send(transaction, noun, id, null);
    }

    /** @param operation the operation that changed it, where one did */
    public static void send(DSLContext transaction, Noun noun, Id id, @Nullable OperationId operation) {
        send(transaction, noun.path(), id.value(), operation, project(transaction, noun, id.value(), operation));
    }

    /**
     * Of a noun that the language has no word for.
     *
     * @param project whose members may know; absent: only those who may know of everything
     */
    public static void send(
            DSLContext transaction,
            String noun,
            String id,
            @Nullable OperationId operation,
            @Nullable ProjectId project) {
        transaction
                .insertInto(OUTBOX)
                .set(OUTBOX.NOUN, noun)
                .set(OUTBOX.RESOURCE, id)
                .set(OUTBOX.OPERATION_ID, operation)
                .set(OUTBOX.PROJECT_ID, project)
                .execute();
        transaction
                .select(DSL.function("pg_notify", SQLDataType.OTHER, DSL.inline(CHANNEL), DSL.inline("")))
                .execute();
    }

    /** Whose it is, also of what has just been removed: the operations on it still say so. */
    private static @Nullable ProjectId project(DSLContext sql, Noun noun, String id, @Nullable OperationId operation) {
        if (noun == Noun.PROJECT) {
            return new ProjectId(id);
        }
        var table = NounTables.of(noun.path()).filter(rows -> rows.field("project_id") != null);
        if (table.isEmpty()) {
            return null;
        }
        var now = sql.select(NounTables.text(table.get(), "project_id"))
                .from(table.get())
                .where(NounTables.text(table.get(), "id").eq(id))
                .fetchOptional()
                .map(row -> row.value1());
        return now.map(ProjectId::new)
                .or(() -> ofOperation(sql, noun, id, operation))
                .orElse(null);
    }

    private static Optional<ProjectId> ofOperation(
            DSLContext sql, Noun noun, String id, @Nullable OperationId operation) {
        return sql.select(OPERATION.PROJECT_ID)
                .from(OPERATION)
                .where(
                        operation == null
                                ? OPERATION.NOUN.eq(noun).and(OPERATION.RESOURCE.eq(id))
                                : OPERATION.ID.eq(operation))
                .orderBy(OPERATION.ORDERED_AT.desc())
                .limit(1)
                .fetchOptional(OPERATION.PROJECT_ID);
    }
}
