package cloud.kowabunga.kahuna.database;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbObject;
import static org.jooq.impl.DSL.key;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.operation.OperationId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tells every Kahuna that a row changed. PostgreSQL delivers the notice when the transaction commits, and only then, so
 * whoever hears it can read what changed.
 */
public final class ChangeNotice {
    /** The channel; its payloads are {@code {"noun":"instance","id":"…","operation":"…"}}. */
    public static final String CHANNEL = "kowabunga_change";

    private ChangeNotice() {}

    public static void send(DSLContext transaction, Noun noun, Id id) {
        send(transaction, noun, id, null);
    }

    /** @param operation the operation that changed it, where one did */
    public static void send(DSLContext transaction, Noun noun, Id id, @Nullable OperationId operation) {
        var payload = operation == null
                ? jsonbObject(key("noun").value(noun.path()), key("id").value(id.value()))
                : jsonbObject(
                        key("noun").value(noun.path()),
                        key("id").value(id.value()),
                        key("operation").value(operation.value()));
        transaction
                .select(DSL.function(
                        "pg_notify", SQLDataType.OTHER, inline(CHANNEL), DSL.cast(payload, SQLDataType.CLOB)))
                .execute();
    }
}
