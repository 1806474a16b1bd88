package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/** What placement asks of volumes. */
final class Volumes {
    private Volumes() {}

    /** The pools that keep these volumes; what is not there has none. */
    static Set<StoragePoolId> pools(DSLContext sql, List<VolumeId> volumes) {
        return sql.selectDistinct(VOLUME.POOL_ID)
                .from(VOLUME)
                .where(VOLUME.ID.in(volumes))
                .fetchSet(VOLUME.POOL_ID);
    }
}
