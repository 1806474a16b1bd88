package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.seal.Seals;
import cloud.kowabunga.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Keeps the root passwords of projects sealed. Before Kahuna answers for the first time, what an older one stored in clear, or
 * sealed with a former key, is sealed with the present one: each row by itself, so that a crash in between costs nothing.
 */
@Component
@DependsOnDatabaseInitialization
final class RootPasswords implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(RootPasswords.class);

    private final Database database;
    private final Seals seals;

    RootPasswords(Database database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    @Nullable String of(ProjectRecord row) {
        var sealed = row.getRootPassword();
        return sealed == null ? null : seals.open(place(row.getId()), sealed);
    }

    /** Takes over what was given; nothing given changes nothing. */
    void change(ProjectRecord row, @Nullable String given) {
        if (given != null) {
            row.setRootPassword(seals.seal(place(row.getId()), given));
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        var ids = database.read(sql -> sql.select(PROJECT.ID)
                .from(PROJECT)
                .where(PROJECT.ROOT_PASSWORD.isNotNull().or(PROJECT.CLEAR_ROOT_PASSWORD.isNotNull()))
                .fetch(PROJECT.ID));
        var sealed = ids.stream().filter(this::sealAnew).count();
        if (sealed > 0) {
            LOG.info("Sealed the root passwords of {} projects.", sealed);
        }
    }

    private boolean sealAnew(ProjectId id) {
        return database.write(sql -> {
            var row =
                    sql.selectFrom(PROJECT).where(PROJECT.ID.eq(id)).forUpdate().fetchOne();
            if (row == null) {
                return false;
            }
            var clear = row.getClearRootPassword();
            var sealed = row.getRootPassword();
            if (clear == null && (sealed == null || seals.isCurrent(sealed))) {
                return false;
            }
            // What was given since, by a Kahuna that seals, is newer than what stands in clear.
            change(row, sealed == null ? clear : of(row));
            row.setClearRootPassword(null);
            row.update();
            return true;
        });
    }

    private static String place(ProjectId id) {
        return "project/" + id.value() + "/root_password";
    }
}
