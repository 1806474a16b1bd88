package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.database.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Knows what is whose: a caller reaches a project through the teams that they are in, and everything else through its project. */
@Component
final class Ownership {
    private final Database database;

    Ownership(Database database) {
        this.database = database;
    }

    boolean mayTouch(Caller caller, Owned noun, String id) {
        return caller.isSuperAdmin() || holds(noun.changedByCaller(), caller, id);
    }

    boolean maySee(Caller caller, Owned noun, String id) {
        return caller.isSuperAdmin() || holds(noun.seenByCaller(), caller, id);
    }

    /** Of these ids, those that the caller may see. */
    Set<String> visible(Caller caller, Owned noun, Collection<String> ids) {
        if (caller.isSuperAdmin()) {
            return Set.copyOf(ids);
        }
        var seen = new HashSet<>(database.read(sql ->
                sql.resultQuery(noun.seenByCaller(), DSL.val(caller.id())).fetch(0, String.class)));
        seen.retainAll(ids);
        return seen;
    }

    private boolean holds(String query, Caller caller, String id) {
        var mine = DSL.table("(" + query + ")", DSL.val(caller.id())).as("mine");
        return database.read(sql -> sql.fetchExists(
                mine, DSL.field(DSL.name("mine", "id"), String.class).eq(id)));
    }
}
