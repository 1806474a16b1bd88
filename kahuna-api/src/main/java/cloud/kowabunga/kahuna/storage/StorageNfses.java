package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.catalog.Nouns.NFSES;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_NFS;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StorageNfsRecord;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.StorageNfs;
import cloud.kowabunga.storage.StorageNfsId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of NFS services. The first of a region is its default. */
@Component
final class StorageNfses {
    private static final String FILE_SYSTEM = "nfs";
    private static final int PORT = 54934;

    private final Database database;

    StorageNfses(Database database) {
        this.database = database;
    }

    /** @param pool where its file systems are kept; absent: the region's default pool */
    StorageNfs create(NewIds ids, RegionId region, @Nullable StoragePoolId pool, StorageNfs given) {
        var id = new StorageNfsId(ids.resource());
        return database.write(sql -> {
            RegionLock.hold(sql, region);
            if (!NFSES.isThere(sql, ids, id)) {
                var row = sql.newRecord(STORAGE_NFS);
                row.setId(id);
                row.setRegionId(region);
                row.setPoolId(Pools.chosen(sql, region, pool).getId());
                row.setName(Given.name(given.name()));
                row.setDescription(given.description());
                row.setEndpoint(Given.text("endpoint", given.endpoint()));
                row.setFs(fs(given, FILE_SYSTEM));
                row.setBackends(backends(Given.required("backends", given.backends())));
                row.setPort(port(given, PORT));
                row.setIsDefault(!sql.fetchExists(STORAGE_NFS, STORAGE_NFS.REGION_ID.eq(region)));
                row.insert();
            }
            return wire(NFSES.read(sql, id));
        });
    }

    List<StorageNfsId> ids() {
        return database.read(NFSES::ids);
    }

    List<StorageNfsId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return NFSES.ids(sql, STORAGE_NFS.REGION_ID.eq(region));
        });
    }

    StorageNfs read(StorageNfsId id) {
        return database.read(sql -> wire(NFSES.read(sql, id)));
    }

    StorageNfs update(StorageNfsId id, StorageNfs given) {
        return database.write(sql -> {
            var row = NFSES.hold(sql, id, StorageNfses::wire);
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setEndpoint(Given.text("endpoint", Given.or(given.endpoint(), row.getEndpoint())));
            row.setFs(fs(given, row.getFs()));
            row.setBackends(given.backends() == null ? row.getBackends() : backends(given.backends()));
            row.setPort(port(given, row.getPort()));
            row.update();
            return wire(row);
        });
    }

    void delete(StorageNfsId id) {
        database.change(sql -> {
            var row = NFSES.hold(sql, id, StorageNfses::wire);
            row.delete();
        });
    }

    void makeDefault(RegionId region, StorageNfsId id) {
        database.change(sql -> {
            RegionLock.hold(sql, region);
            NFSES.makeDefault(sql, STORAGE_NFS.IS_DEFAULT, STORAGE_NFS.REGION_ID.eq(region), id);
        });
    }

    /** The ids of the Kylos on it. Kylos cannot be made yet, so there are none. */
    List<String> kylos(StorageNfsId id) {
        return database.read(sql -> {
            NFSES.require(sql, id);
            return List.of();
        });
    }

    private static String[] backends(List<String> given) {
        return Given.distinct("backends", given).stream()
                .map(backend -> Given.text("backends", backend))
                .toArray(String[]::new);
    }

    /** Clients write an empty name and port 0 for what they leave to the platform. */
    private static String fs(StorageNfs given, String otherwise) {
        return given.fs() == null || given.fs().isEmpty() ? otherwise : Given.text("fs", given.fs());
    }

    private static int port(StorageNfs given, int otherwise) {
        return Given.port("port", given.port(), otherwise);
    }

    private static StorageNfs wire(StorageNfsRecord row) {
        return new StorageNfs(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getEndpoint(),
                row.getFs(),
                List.of(row.getBackends()),
                (long) row.getPort());
    }
}
