package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.seal.SecretFile;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** At the very first start, makes the administrator that makes all others, with a key and, where a file is configured, a password. */
@Component
final class FirstAdmin implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String NAME = "admin";
    private static final String EMAIL = "admin@localhost";

    private final Database database;
    private final KeyHashes hashes;
    private final KahunaProperties properties;

    FirstAdmin(Database database, KeyHashes hashes, KahunaProperties properties) {
        this.database = database;
        this.hashes = hashes;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        database.change(sql -> {
            // Several Kahunas may start for the first time together; the lock lets one of them be the first.
            sql.query("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE").execute();
            if (!sql.fetchExists(APP_USER) && !sql.fetchExists(API_TOKEN)) {
                make(sql);
            }
        });
    }

    private void make(DSLContext sql) {
        var user = FreshId.next();
        var key = ApiKey.fresh();
        sql.insertInto(APP_USER)
                .set(APP_USER.ID, user)
                .set(APP_USER.NAME, NAME)
                .set(APP_USER.EMAIL, EMAIL)
                .set(APP_USER.ROLE, Role.SUPER_ADMIN.wire())
                .set(APP_USER.PASSWORD_HASH, passwordHash())
                .execute();
        sql.insertInto(API_TOKEN)
                .set(API_TOKEN.ID, FreshId.next())
                .set(API_TOKEN.USER_ID, user)
                .set(API_TOKEN.NAME, NAME)
                .set(API_TOKEN.ROLE, Role.SUPER_ADMIN.wire())
                .set(API_TOKEN.PREFIX, key.prefix())
                .set(API_TOKEN.HASH, hashes.hash(key))
                .execute();
        // Handed over before the commit: a key that nobody got would lock everybody out for ever.
        handOver(key);
    }

    private @Nullable String passwordHash() {
        var file = properties.firstAdminPasswordFile();
        return file == null ? null : Passwords.hash(SecretFile.readOrMake(file, Passwords::fresh));
    }

    private void handOver(ApiKey key) {
        var file = properties.firstAdminKeyFile();
        if (file == null) {
            System.out.println("The first administrator's API key, shown this once: " + key.reveal());
        } else {
            SecretFile.write(file, key.reveal());
            LOG.info("The first administrator's API key is in {}", file);
        }
    }
}
