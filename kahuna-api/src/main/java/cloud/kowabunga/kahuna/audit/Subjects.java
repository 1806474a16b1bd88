package cloud.kowabunga.kahuna.audit;

import static cloud.kowabunga.kahuna.database.NounTables.text;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.database.NounTables;
import java.util.Optional;
import org.jooq.DSLContext;

/** Finds out what people call a row, and whose it is, by the columns that its table has. */
final class Subjects {
    private Subjects() {}

    /** Empty where there is no such row, or no such table. */
    static Optional<Entry.Subject> find(DSLContext sql, String noun, String id) {
        return NounTables.of(noun)
                .flatMap(table -> sql.select(
                                text(table, noun.equals(Noun.OPERATION.path()) ? "resource_name" : "name"),
                                text(table, noun.equals(Noun.PROJECT.path()) ? "id" : "project_id"),
                                text(table, noun.equals(Noun.REGION.path()) ? "id" : "region_id"))
                        .from(table)
                        .where(text(table, "id").eq(id))
                        .fetchOptional(row -> new Entry.Subject(id, row.value1(), row.value2(), row.value3())));
    }
}
