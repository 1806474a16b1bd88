package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEAM_USER;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import java.time.Instant;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Somebody with a role and a key, and whatever teams they were put in. */
record Person(KahunaWorld world, String id, String token, String key) {
    static Person of(KahunaWorld world, Role role, String... teams) {
        return of(world, role, (Instant) null, teams);
    }

    static Person of(KahunaWorld world, Role role, @Nullable Instant keyEnds, String... teams) {
        var key = ApiKey.fresh();
        var user = FreshId.next();
        var token = FreshId.next();
        world.database().change(sql -> {
            sql.insertInto(APP_USER)
                    .set(APP_USER.ID, user)
                    .set(APP_USER.NAME, KahunaWorld.fresh("user"))
                    .set(APP_USER.EMAIL, user + "@example.com")
                    .set(APP_USER.ROLE, role.wire())
                    .execute();
            sql.insertInto(API_TOKEN)
                    .set(API_TOKEN.ID, token)
                    .set(API_TOKEN.USER_ID, user)
                    .set(API_TOKEN.NAME, "key")
                    .set(API_TOKEN.ROLE, role.wire())
                    .set(API_TOKEN.PREFIX, key.prefix())
                    .set(API_TOKEN.HASH, world.bean(KeyHashes.class).hash(key))
                    .set(API_TOKEN.EXPIRES_AT, keyEnds)
                    .execute();
            for (var team : teams) {
                var last = DSL.select(
                                DSL.coalesce(DSL.max(TEAM_USER.POSITION), -1).plus(1))
                        .from(TEAM_USER)
                        .where(TEAM_USER.TEAM_ID.eq(team));
                sql.insertInto(TEAM_USER)
                        .set(TEAM_USER.TEAM_ID, team)
                        .set(TEAM_USER.POSITION, DSL.field(last))
                        .set(TEAM_USER.USER_ID, user)
                        .execute();
            }
        });
        return new Person(world, user, token, key.reveal());
    }

    static String team(KahunaWorld world) {
        var team = FreshId.next();
        world.database()
                .change(sql -> sql.insertInto(TEAM)
                        .set(TEAM.ID, team)
                        .set(TEAM.NAME, KahunaWorld.fresh("team"))
                        .execute());
        return team;
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply send(String method, String path, @Nullable String body) {
        return world.send(world.request(method, "/api/v1" + path, body).header("X-API-Key", key));
    }
}
