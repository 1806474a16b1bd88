package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;

import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import org.jooq.DSLContext;

/** The teams that may manage a project. */
final class ProjectTeams {
    private ProjectTeams() {}

    static void replace(DSLContext sql, ProjectId project, List<String> teams) {
        sql.deleteFrom(PROJECT_TEAM).where(PROJECT_TEAM.PROJECT_ID.eq(project)).execute();
        for (var team : teams) {
            sql.insertInto(PROJECT_TEAM)
                    .set(PROJECT_TEAM.PROJECT_ID, project)
                    .set(PROJECT_TEAM.TEAM_ID, team)
                    .execute();
        }
    }

    /** Sorted. */
    static List<String> of(DSLContext sql, ProjectId project) {
        return sql
                .select(PROJECT_TEAM.TEAM_ID)
                .from(PROJECT_TEAM)
                .where(PROJECT_TEAM.PROJECT_ID.eq(project))
                .fetch(PROJECT_TEAM.TEAM_ID)
                .stream()
                .sorted()
                .toList();
    }
}
