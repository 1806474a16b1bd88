package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM_USER;

import cloud.kowabunga.tenancy.ProjectId;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What a caller may see, as a condition for queries of whole objects. */
public final class Visible {
    private Visible() {}

    /**
     * That the row is one that the caller may read, by the table of rights: of what is somebody's the caller's own, of everything else
     * all or nothing.
     *
     * @param noun as it stands in paths
     * @param id of the row
     */
    public static Condition of(Caller caller, String noun, Field<String> id) {
        if (caller.isSuperAdmin()) {
            return DSL.noCondition();
        }
        return Owned.of(noun)
                .map(owned -> DSL.condition(
                        "{0} IN (" + owned.seenByCaller().replace("{0}", "{1}") + ")", id, DSL.val(caller.id())))
                .orElseGet(() -> Rules.of("GET", "/" + noun)
                                .filter(rule -> rule.right() != Right.SUPER_ADMIN)
                                .isPresent()
                        ? DSL.noCondition()
                        : DSL.falseCondition());
    }

    /** That the row's project is one of the caller's; a row without a project is a superAdmin's only. */
    public static Condition to(Caller caller, Field<ProjectId> project) {
        return caller.isSuperAdmin()
                ? DSL.noCondition()
                : project.in(DSL.select(PROJECT_TEAM.PROJECT_ID)
                        .from(PROJECT_TEAM)
                        .join(TEAM_USER)
                        .on(TEAM_USER.TEAM_ID.eq(PROJECT_TEAM.TEAM_ID))
                        .where(TEAM_USER.USER_ID.eq(caller.id())));
    }
}
