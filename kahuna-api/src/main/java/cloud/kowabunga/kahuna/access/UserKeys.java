package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.wire.ApiToken;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The keys with which programs call the API in a user's name. A user has one; a new one makes the old one void at once. */
@Component
public final class UserKeys {
    private final Database database;
    private final KeyHashes hashes;

    UserKeys(Database database, KeyHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** @param key the only time that the key itself is told */
    public record Rotated(ApiToken token, ApiKey key) {}

    /** Gives the user a new key. Raises NOT_FOUND. */
    public Rotated rotate(String user, Expiry expiry) {
        var key = ApiKey.fresh();
        var id = FreshId.next();
        return database.write(sql -> {
            // The user's lock lets one of two that rotate at the same time be the last.
            var row = sql.selectFrom(APP_USER)
                    .where(APP_USER.ID.eq(user))
                    .forUpdate()
                    .fetchOptional()
                    .orElseThrow(() -> Absent.fault(Noun.USER, user));
            withdraw(sql, user);
            announce(sql, id);
            sql.insertInto(API_TOKEN)
                    .set(API_TOKEN.ID, id)
                    .set(API_TOKEN.USER_ID, user)
                    .set(API_TOKEN.NAME, row.getName())
                    .set(API_TOKEN.ROLE, row.getRole())
                    .set(API_TOKEN.PREFIX, key.prefix())
                    .set(API_TOKEN.HASH, hashes.hash(key))
                    .set(API_TOKEN.EXPIRES_AT, expiry.moment())
                    .execute();
            return new Rotated(expiry.token(id, row.getName(), null), key);
        });
    }

    /** Makes every key of the user void. */
    public static void withdraw(DSLContext sql, String user) {
        sql.deleteFrom(API_TOKEN)
                .where(API_TOKEN.USER_ID.eq(user))
                .returning(API_TOKEN.ID)
                .fetch(API_TOKEN.ID)
                .forEach(key -> announce(sql, key));
    }

    /** Says, when this transaction commits, to whom the key belongs, and to those who administer keys, that it came or went. */
    private static void announce(DSLContext sql, String key) {
        ChangeNotice.send(sql, Noun.TOKEN.path(), key, null, null);
    }
}
