package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.db.DefaultSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Finds out what people call a row, and whose it is, by the columns that its table has. */
final class Subjects {
    private Subjects() {}

    /** Empty where there is no such row, or no such table. */
    static Optional<Entry.Subject> find(DSLContext sql, String noun, String id) {
        return table(noun).flatMap(table -> {
            var key = table.field("id");
            if (key == null) {
                return Optional.empty();
            }
            return sql.select(
                            text(table, "name"),
                            noun.equals(Noun.PROJECT.path()) ? text(table, "id") : text(table, "project_id"),
                            noun.equals(Noun.REGION.path()) ? text(table, "id") : text(table, "region_id"))
                    .from(table)
                    .where(key.cast(String.class).eq(id))
                    .fetchOptional(row -> new Entry.Subject(id, row.value1(), row.value2(), row.value3()));
        });
    }

    private static Optional<Table<?>> table(String noun) {
        var name = switch (noun) {
            case "user" -> "app_user";
            case "token" -> "api_token";
            default ->
                Arrays.stream(Noun.values())
                        .filter(known -> known.path().equals(noun))
                        .findFirst()
                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                        .orElse(noun);
        };
        return DefaultSchema.DEFAULT_SCHEMA
                .tableStream()
                .filter(table -> table.getName().equals(name))
                .<Table<?>>map(table -> table)
                .findFirst();
    }

    private static Field<String> text(Table<? extends Record> table, String column) {
        var field = table.field(column);
        return field == null ? DSL.castNull(String.class) : field.cast(String.class);
    }
}
