package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.PASSWORD_RESET;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AppUserRecord;
import cloud.kowabunga.kahuna.wire.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes passwords, and hands out the tokens with which people choose a new one. A change ends every sign-in made before it. */
@Component
final class UserPasswords {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final Duration RESET_HOLDS = Duration.ofHours(1);
    private static final int MOST_RESETS = 3;

    private final Database database;
    private final KeyHashes hashes;

    UserPasswords(Database database, KeyHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** @param token the only time that it is told; good once, for an hour */
    record Reset(String email, String name, String token) {}

    /** Raises NOT_FOUND, INVALID_VALUE. */
    void change(String user, @Nullable String password) {
        var hash = hash(password);
        database.change(sql -> {
            if (store(sql, user, hash) == 0) {
                throw Absent.fault(Noun.USER, user);
            }
        });
    }

    /** For a user whom an administrator means. Raises NOT_FOUND. */
    Reset reset(String user) {
        return database.write(sql -> {
            forgetExpired(sql);
            var row =
                    sql.fetchOptional(APP_USER, APP_USER.ID.eq(user)).orElseThrow(() -> Absent.fault(Noun.USER, user));
            return reset(sql, row);
        });
    }

    /** For somebody who says that they forgot their password; empty for nobody's address, and for one who has enough tokens already. */
    Optional<Reset> resetByEmail(String email) {
        return database.write(sql -> {
            var row = sql.selectFrom(APP_USER)
                    .where(DSL.lower(APP_USER.EMAIL).eq(DSL.lower(DSL.val(email))))
                    .forUpdate()
                    .fetchOne();
            forgetExpired(sql);
            if (row == null || sql.fetchCount(PASSWORD_RESET, PASSWORD_RESET.USER_ID.eq(row.getId())) >= MOST_RESETS) {
                return Optional.<Reset>empty();
            }
            return Optional.of(reset(sql, row));
        });
    }

    /** Raises INVALID_VALUE for a token that is not good, was used or has run out, and leaves it for another try where the password is not. */
    void redeem(String token, @Nullable String password) {
        var good = PASSWORD_RESET.HASH.eq(hashes.hash(token)).and(PASSWORD_RESET.EXPIRES_AT.gt(DSL.currentInstant()));
        // Strangers with a guess must not make Kahuna spend the time that hashing a password takes.
        if (!database.read(sql -> sql.fetchExists(PASSWORD_RESET, good))) {
            throw notGood();
        }
        var hash = hash(password);
        database.change(sql -> {
            var user = sql.deleteFrom(PASSWORD_RESET)
                    .where(good)
                    .returningResult(PASSWORD_RESET.USER_ID)
                    .fetchOptional(PASSWORD_RESET.USER_ID)
                    .orElseThrow(UserPasswords::notGood);
            store(sql, user, hash);
        });
    }

    private static KowabungaException notGood() {
        return Fault.INVALID_VALUE.because("token: it is not good, was used or has run out. Ask for another one.");
    }

    private Reset reset(DSLContext sql, AppUserRecord row) {
        var token = ApiKey.fresh().secret();
        sql.insertInto(PASSWORD_RESET)
                .set(PASSWORD_RESET.HASH, hashes.hash(token))
                .set(PASSWORD_RESET.USER_ID, row.getId())
                .set(PASSWORD_RESET.EXPIRES_AT, Instant.now().plus(RESET_HOLDS))
                .execute();
        return new Reset(row.getEmail(), row.getName(), token);
    }

    private static void forgetExpired(DSLContext sql) {
        sql.deleteFrom(PASSWORD_RESET)
                .where(PASSWORD_RESET.EXPIRES_AT.le(DSL.currentInstant()))
                .execute();
    }

    private static int store(DSLContext sql, String user, String hash) {
        sql.deleteFrom(PASSWORD_RESET).where(PASSWORD_RESET.USER_ID.eq(user)).execute();
        return sql.update(APP_USER)
                .set(APP_USER.PASSWORD_HASH, hash)
                .set(APP_USER.SESSION_EPOCH, APP_USER.SESSION_EPOCH.plus(1))
                .where(APP_USER.ID.eq(user))
                .execute();
    }

    private static String hash(@Nullable String given) {
        var password = Given.required("value", given);
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw Fault.INVALID_VALUE.because(
                    "value: a password of %d to %d characters is needed.".formatted(SHORTEST, LONGEST));
        }
        return Passwords.hash(password);
    }
}
