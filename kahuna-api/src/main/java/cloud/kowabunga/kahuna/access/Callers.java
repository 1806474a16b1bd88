package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.SIGNED_OUT;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AppUserRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Finds out who is calling, with one query each. Every answer is empty where the proof is not good, and says not why. */
@Component
final class Callers {
    private final Database database;
    private final KeyHashes hashes;
    private final Sessions sessions;
    private final LastUse lastUse;

    Callers(Database database, KeyHashes hashes, Sessions sessions, LastUse lastUse) {
        this.database = database;
        this.hashes = hashes;
        this.sessions = sessions;
        this.lastUse = lastUse;
    }

    Optional<Caller> byKey(String presented) {
        return ApiKey.parse(presented)
                .flatMap(key -> row(key.prefix()).filter(row -> hashes.matches(key, row.get(API_TOKEN.HASH))))
                .flatMap(row -> {
                    lastUse.note(row.get(API_TOKEN.ID), row.get(API_TOKEN.LAST_USED_AT));
                    return owner(row);
                });
    }

    /** Of a key that was seen before; its prefix proves nothing by itself. */
    Optional<Caller> byPrefix(String prefix) {
        return row(prefix).flatMap(Callers::owner);
    }

    private Optional<Record> row(String prefix) {
        return database.read(sql -> sql.select(API_TOKEN.fields())
                .select(APP_USER.ID, APP_USER.NAME, APP_USER.ROLE)
                .from(API_TOKEN)
                .leftJoin(APP_USER)
                .on(APP_USER.ID.eq(API_TOKEN.USER_ID))
                .where(API_TOKEN.PREFIX.eq(prefix))
                .fetchOptional(row -> row));
    }

    /** A key's role is its user's; one that belongs to no user has its own. */
    private static Optional<Caller> owner(Record row) {
        if (!AgentKeys.isAlive(row.get(API_TOKEN.REVOKED_AT), row.get(API_TOKEN.EXPIRES_AT))) {
            return Optional.empty();
        }
        return Optional.of(
                row.get(API_TOKEN.USER_ID) == null
                        ? new Caller(row.get(API_TOKEN.ID), row.get(API_TOKEN.NAME), Role.of(row.get(API_TOKEN.ROLE)))
                        : new Caller(row.get(APP_USER.ID), row.get(APP_USER.NAME), Role.of(row.get(APP_USER.ROLE))));
    }

    Optional<Caller> bySession(String token) {
        return sessions.read(token).flatMap(this::holding);
    }

    /**
     * Whose sign-in this is, as long as it holds: not of a user who is gone, or has another password since, nor of one that was given
     * back.
     */
    Optional<Caller> holding(Sessions.Session session) {
        if (!Instant.now().isBefore(session.until())) {
            return Optional.empty();
        }
        return database.read(sql -> sql.selectFrom(APP_USER)
                .where(APP_USER.ID.eq(session.user()), APP_USER.SESSION_EPOCH.eq(session.epoch()))
                .andNotExists(DSL.selectOne().from(SIGNED_OUT).where(SIGNED_OUT.SESSION.eq(session.id())))
                .fetchOptional(Callers::caller));
    }

    /** Whom a login means, however it is spelled: a user's id, else what was typed in lower case. */
    String meant(String login) {
        return user(login).map(AppUserRecord::getId).orElseGet(() -> login.toLowerCase(Locale.ROOT));
    }

    /** A sign-in token; by email, or by name where that is easier to remember. */
    Optional<String> signIn(String login, String password) {
        var user = user(login);
        var hash = user.map(AppUserRecord::getPasswordHash).filter(Objects::nonNull);
        if (hash.isEmpty()) {
            Passwords.pretend(password);
            return Optional.empty();
        }
        return Passwords.matches(password, hash.get())
                ? user.map(known -> sessions.open(known.getId(), known.getSessionEpoch()))
                : Optional.empty();
    }

    private Optional<AppUserRecord> user(String login) {
        var found = database.read(sql -> sql.selectFrom(APP_USER)
                .where(DSL.lower(APP_USER.EMAIL).eq(DSL.lower(DSL.val(login))).or(APP_USER.NAME.eq(login)))
                .limit(2)
                .fetch());
        // Names are not unique, and nobody may stand in another one's way by taking theirs: then the email is needed.
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** A sign-in token for the user with that address, where somebody else has vouched that it is theirs. */
    Optional<String> vouchedFor(String email) {
        return database.read(sql -> sql.selectFrom(APP_USER)
                .where(DSL.lower(APP_USER.EMAIL).eq(DSL.lower(DSL.val(email))))
                .fetchOptional(user -> sessions.open(user.getId(), user.getSessionEpoch())));
    }

    /** A sign-in token for somebody who proved to be this caller; empty for the owner of a key that belongs to no user. */
    Optional<String> signIn(Caller caller) {
        return database.read(sql -> sql.selectFrom(APP_USER)
                .where(APP_USER.ID.eq(caller.id()))
                .fetchOptional(user -> sessions.open(user.getId(), user.getSessionEpoch())));
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
