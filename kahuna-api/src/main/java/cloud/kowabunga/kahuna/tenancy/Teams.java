package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.TEAMS;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM_USER;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.TeamRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Team;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The rows of teams, with their users in the order given. */
@Component
final class Teams {
    private final Database database;

    Teams(Database database) {
        this.database = database;
    }

    Team create(NewIds ids, Team given) {
        var id = ids.resource();
        var users = Given.distinct("users", Given.required("users", given.users()));
        return database.write(sql -> {
            if (!TEAMS.isThere(sql, ids, id)) {
                sql.insertInto(TEAM)
                        .set(TEAM.ID, id)
                        .set(TEAM.NAME, Given.name(given.name()))
                        .set(TEAM.DESCRIPTION, given.description())
                        .execute();
                putIn(sql, id, users);
            }
            return wire(sql, TEAMS.read(sql, id));
        });
    }

    List<String> ids() {
        return database.read(TEAMS::ids);
    }

    Team read(String id) {
        return database.read(sql -> wire(sql, TEAMS.read(sql, id)));
    }

    Team update(String id, Team given) {
        return database.write(sql -> {
            // Two who name the members at the same time come one after the other.
            var row = TEAMS.hold(sql, id, it -> wire(sql, it));
            Given.unchanged("id", given.id(), id);
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.update();
            if (given.users() != null) {
                var users = Given.distinct("users", given.users());
                sql.deleteFrom(TEAM_USER).where(TEAM_USER.TEAM_ID.eq(id)).execute();
                putIn(sql, id, users);
            }
            return wire(sql, row);
        });
    }

    void delete(String id) {
        database.change(sql -> {
            var row = TEAMS.hold(sql, id, it -> wire(sql, it));
            Uses.in(sql)
                    .by(
                            Noun.PROJECT,
                            PROJECT.join(PROJECT_TEAM).on(PROJECT_TEAM.PROJECT_ID.eq(PROJECT.ID)),
                            PROJECT.NAME,
                            PROJECT_TEAM.TEAM_ID.eq(id))
                    .refuse(Noun.TEAM, row.getName());
            row.delete();
        });
    }

    private static void putIn(DSLContext sql, String team, List<String> users) {
        for (var position = 0; position < users.size(); position++) {
            sql.insertInto(TEAM_USER)
                    .set(TEAM_USER.TEAM_ID, team)
                    .set(TEAM_USER.POSITION, position)
                    .set(TEAM_USER.USER_ID, users.get(position))
                    .execute();
        }
    }

    private static Team wire(DSLContext sql, TeamRecord row) {
        var users = sql.select(TEAM_USER.USER_ID)
                .from(TEAM_USER)
                .where(TEAM_USER.TEAM_ID.eq(row.getId()))
                .orderBy(TEAM_USER.POSITION)
                .fetch(TEAM_USER.USER_ID);
        return new Team(row.getId(), row.getName(), row.getDescription(), users);
    }
}
