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
