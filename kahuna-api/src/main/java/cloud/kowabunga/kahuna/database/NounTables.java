package cloud.kowabunga.kahuna.database;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.db.DefaultSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** In which table the rows of a noun are, and which of the columns that many have it has. */
public final class NounTables {
    private static final Map<String, Table<?>> TABLES = DefaultSchema.DEFAULT_SCHEMA
            .tableStream()
            .collect(Collectors.toUnmodifiableMap(Table::getName, Function.<Table<?>>identity()));

    private NounTables() {}

    /** @param noun as it stands in paths; empty for what has no table with an id */
    public static Optional<Table<?>> of(String noun) {
        Table<?> table = TABLES.get(name(noun));
        return table == null || table.field("id") == null ? Optional.empty() : Optional.of(table);
    }

    /** The column as text, or nothing where the table has none. */
    public static Field<String> text(Table<?> table, String column) {
        var field = table.field(column);
        return field == null ? DSL.castNull(String.class) : field.cast(String.class);
    }

    private static String name(String noun) {
        return switch (noun) {
            case "user" -> "app_user";
            case "token" -> "api_token";
            default ->
                Arrays.stream(Noun.values())
                        .filter(known -> known.path().equals(noun))
                        .findFirst()
                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                        .orElse(noun);
        };
    }
}
