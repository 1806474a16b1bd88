package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Sorting;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds resources of one noun by name, id or what they hang from. The whole object is read by its id, as ever. */
@Component
final class ResourceSearch {
    private static final Field<String> ID = DSL.field(DSL.name("found", "id"), String.class);
    private static final Field<String> NAME = DSL.field(DSL.name("found", "name"), String.class);
    private static final Field<String> PARENT = DSL.field(DSL.name("found", "parent"), String.class);
    private static final Field<String> PARENT_NAME = DSL.field(DSL.name("found", "parent_name"), String.class);
    private static final Field<String> KOMPUTE = DSL.field(DSL.name("found", "kompute"), String.class);
    private static final Field<Boolean> DEFAULT = DSL.field(DSL.name("found", "is_default"), Boolean.class);
    private static final Sorting SORTING = new Sorting("resources", Map.of("name", NAME, "parentName", PARENT_NAME));

    private final Database database;

    ResourceSearch(Database database) {
        this.database = database;
    }

    /** A part of a list, and how long the whole is. */
    record Part(List<ResourceRow> rows, int total) {}

    /** Which resources; what is absent does not matter. */
    record Filter(
            @Nullable String name,
            @Nullable String parent,
            @Nullable String id,
            @Nullable String kompute) {
        private Condition condition() {
            return DSL.and(
                    name == null ? DSL.noCondition() : NAME.containsIgnoreCase(name),
                    parent == null ? DSL.noCondition() : PARENT.eq(parent),
                    id == null ? DSL.noCondition() : ID.eq(id),
                    kompute == null ? DSL.noCondition() : KOMPUTE.eq(kompute));
        }
    }

    /** @param sort name and parent_name with a comma between them, a leading dash for descending; empty for the name */
    Part find(Caller caller, Indexed noun, Filter filter, String sort, int offset, int limit) {
        var order = order(sort);
        var wanted = filter.condition().and(Visible.of(caller, noun.path(), ID));
        var rows = DSL.table("(" + noun.rows() + ")").as("found");
        return database.read(sql -> new Part(
                sql.select(ID, NAME, PARENT, PARENT_NAME, KOMPUTE, DEFAULT)
                        .from(rows)
                        .where(wanted)
                        .orderBy(order)
                        .offset(offset)
                        .limit(limit)
                        .fetch(row -> new ResourceRow(
                                row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6())),
                sql.fetchCount(sql.selectOne().from(rows).where(wanted))));
    }

    private static List<SortField<?>> order(String sort) {
        var order = SORTING.order(sort);
        if (order.isEmpty()) {
            order.add(NAME.asc());
        }
        order.add(ID.asc());
        return order;
    }
}
