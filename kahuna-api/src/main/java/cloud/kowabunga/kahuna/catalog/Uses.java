package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableLike;

/**
 * Refuses to remove what something else needs, and names it. The foreign keys decide when two callers race; this only finds the
 * words.
 */
public final class Uses {
    private static final int NAMED = 3;

    private final DSLContext sql;
    private final List<String> found = new ArrayList<>();

    private Uses(DSLContext sql) {
        this.sql = sql;
    }

    public static Uses in(DSLContext sql) {
        return new Uses(sql);
    }

    /** Looks for users of one kind. */
    public Uses by(Noun noun, TableLike<?> table, Field<String> name, Condition uses) {
        return by(noun.title(), table, name, uses);
    }

    public Uses by(String noun, TableLike<?> table, Field<String> name, Condition uses) {
        sql.select(name).from(table).where(uses).orderBy(name).limit(NAMED + 1).fetch(name).stream()
                .map(each -> "%s '%s'".formatted(noun, each))
                .forEach(found::add);
        return this;
    }

    /** Raises IN_USE where any were found. */
    public void refuse(Noun noun, String name) {
        refuse("%s '%s'".formatted(noun.title(), name));
    }

    /** @param what the beginning of the sentence, which goes on with "is in use by" */
    public void refuse(String what) {
        if (!found.isEmpty()) {
            var named = String.join(", ", found.subList(0, Math.min(NAMED, found.size())));
            throw Fault.IN_USE.because(
                    "%s is in use by %s%s.".formatted(what, named, found.size() > NAMED ? " and others" : ""));
        }
    }
}
