package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.KahunaWorld;

/** Keys for tests of other packages. */
public final class Keys {
    private Keys() {}

    /** A key that belongs to no user. */
    public static ApiKey superAdmin(KahunaWorld world) {
        var key = ApiKey.fresh();
        world.database()
                .change(sql -> sql.insertInto(API_TOKEN)
                        .set(API_TOKEN.ID, FreshId.next())
                        .set(API_TOKEN.NAME, "key")
                        .set(API_TOKEN.ROLE, Role.SUPER_ADMIN.wire())
                        .set(API_TOKEN.PREFIX, key.prefix())
                        .set(API_TOKEN.HASH, world.bean(KeyHashes.class).hash(key))
                        .execute());
        return key;
    }
}
