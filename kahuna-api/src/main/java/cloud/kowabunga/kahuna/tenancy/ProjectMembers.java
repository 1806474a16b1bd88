package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM_USER;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The members of a project: the users of its teams. */
@Component
final class ProjectMembers {
    private final Database database;

    ProjectMembers(Database database) {
        this.database = database;
    }

    /** A part of a list, and how long the whole is. */
    record Part(List<ProjectMember> rows, int total) {}

    /** By name. Raises NOT_FOUND. */
    Part of(Caller caller, ProjectId project, int offset, int limit) {
        var member = APP_USER.ID.in(select(TEAM_USER.USER_ID)
                .from(TEAM_USER)
                .join(PROJECT_TEAM)
                .on(PROJECT_TEAM.TEAM_ID.eq(TEAM_USER.TEAM_ID))
                .where(PROJECT_TEAM.PROJECT_ID.eq(project)));
        var readable = field(trueCondition().and(Visible.of(caller, "user", APP_USER.ID)))
                .as("readable");
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            var users = sql.select(APP_USER.ID, APP_USER.NAME, APP_USER.ROLE, readable)
                    .from(APP_USER)
                    .where(member)
                    .orderBy(APP_USER.NAME, APP_USER.ID)
                    .offset(offset)
                    .limit(limit)
                    .fetch();
            var teams = teams(sql, caller, project, users.getValues(APP_USER.ID));
            return new Part(
                    users.map(user -> new ProjectMember(
                            user.value1(),
                            user.value2(),
                            user.value3(),
                            user.value4(),
                            teams.getOrDefault(user.value1(), List.of()))),
                    sql.fetchCount(APP_USER, member));
        });
    }

    private static Map<String, List<ProjectMember.Of>> teams(
            DSLContext sql, Caller caller, ProjectId project, Collection<String> users) {
        var readable =
                field(trueCondition().and(Visible.of(caller, "team", TEAM.ID))).as("readable");
        return sql.select(TEAM_USER.USER_ID, TEAM.ID, TEAM.NAME, readable)
                .from(TEAM_USER)
                .join(PROJECT_TEAM)
                .on(PROJECT_TEAM.TEAM_ID.eq(TEAM_USER.TEAM_ID))
                .join(TEAM)
                .on(TEAM.ID.eq(TEAM_USER.TEAM_ID))
                .where(PROJECT_TEAM.PROJECT_ID.eq(project), TEAM_USER.USER_ID.in(users))
                .orderBy(TEAM.NAME, TEAM.ID)
                .fetchGroups(
                        TEAM_USER.USER_ID,
                        row -> new ProjectMember.Of(row.get(TEAM.ID), row.get(TEAM.NAME), row.get(readable)));
    }
}
