package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.SIGNED_OUT;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.ApiTokenRecord;
import cloud.kowabunga.kahuna.db.tables.records.AppUserRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Finds out who is calling. Every answer is empty where the proof is not good, and says not why. */
@Component
final class Callers {
    private final Database database;
    private final KeyHashes hashes;
    private final Sessions sessions;

    Callers(Database database, KeyHashes hashes, Sessions sessions) {
        this.database = database;
        this.hashes = hashes;
        this.sessions = sessions;
    }

    Optional<Caller> byKey(String presented) {
        return ApiKey.parse(presented)
                .flatMap(key -> database.read(sql -> {
                    var row = sql.fetchOne(API_TOKEN, API_TOKEN.PREFIX.eq(key.prefix()));
                    return row == null || !hashes.matches(key, row.getHash())
                            ? Optional.<Caller>empty()
                            : owner(sql, row);
                }));
    }

    /** Of a key that was seen before; its prefix proves nothing by itself. */
    Optional<Caller> byPrefix(String prefix) {
        return database.read(
                sql -> sql.fetchOptional(API_TOKEN, API_TOKEN.PREFIX.eq(prefix)).flatMap(row -> owner(sql, row)));
    }

    private static Optional<Caller> owner(DSLContext sql, ApiTokenRecord row) {
        if (!AgentKeys.isAlive(row.getRevokedAt(), row.getExpiresAt())) {
            return Optional.empty();
        }
        if (row.getUserId() == null) {
            return Optional.of(new Caller(row.getId(), row.getName(), Role.of(row.getRole())));
        }
        return sql.fetchOptional(APP_USER, APP_USER.ID.eq(row.getUserId())).map(Callers::caller);
    }

    Optional<Caller> bySession(String token) {
        return sessions.read(token).flatMap(this::holding);
    }

    /** Whose sign-in this is, as long as it holds. */
    Optional<Caller> holding(Sessions.Session session) {
        return database.read(sql -> {
            if (!Instant.now().isBefore(session.until())
                    || sql.fetchExists(SIGNED_OUT, SIGNED_OUT.SESSION.eq(session.id()))) {
                return Optional.<Caller>empty();
            }
            return sql.fetchOptional(APP_USER, APP_USER.ID.eq(session.user())).map(Callers::caller);
        });
    }

    /** By email, or by name where that is easier to remember. */
    Optional<Caller> byPassword(String login, String password) {
        var user = database.read(sql -> sql.selectFrom(APP_USER)
                .where(DSL.lower(APP_USER.EMAIL).eq(DSL.lower(DSL.val(login))).or(APP_USER.NAME.eq(login)))
                .orderBy(APP_USER.CREATED_AT)
                .limit(1)
                .fetchOptional());
        var hash = user.map(AppUserRecord::getPasswordHash).filter(Objects::nonNull);
        if (hash.isEmpty()) {
            Passwords.pretend(password);
            return Optional.empty();
        }
        return Passwords.matches(password, hash.get()) ? user.map(Callers::caller) : Optional.empty();
    }

    /** From now on the token is void, in every Kahuna. */
    void signOut(String token) {
        sessions.read(token)
                .ifPresent(session -> database.change(sql -> {
                    sql.deleteFrom(SIGNED_OUT)
                            .where(SIGNED_OUT.UNTIL.lt(DSL.currentInstant()))
                            .execute();
                    sql.insertInto(SIGNED_OUT)
                            .set(SIGNED_OUT.SESSION, session.id())
                            .set(SIGNED_OUT.UNTIL, session.until())
                            .onConflictDoNothing()
                            .execute();
                }));
    }

    private static Caller caller(AppUserRecord user) {
        return new Caller(user.getId(), user.getName(), Role.of(user.getRole()));
    }
}
