package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.catalog.Nouns.POOLS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_NFS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.kahuna.topology.ServingAgents;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.StoragePool;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of storage pools, each with the agents that serve it, in the order given. The first pool of a region is its default. */
@Component
final class StoragePools {
    private static final String CEPH_ADDRESS = "localhost";
    private static final int CEPH_PORT = 3300;

    private final Database database;

    StoragePools(Database database) {
        this.database = database;
    }

    StoragePool create(NewIds ids, RegionId region, StoragePool given) {
        var id = new StoragePoolId(ids.resource());
        var agents = Given.distinct("agents", Given.required("agents", given.agents()));
        return database.write(sql -> {
            // The lock makes one of two first pools the second.
            RegionLock.hold(sql, region);
            if (!POOLS.isThere(sql, ids, id)) {
                var row = sql.newRecord(STORAGE_POOL);
                row.setId(id);
                row.setRegionId(region);
                row.setName(Given.name(given.name()));
                row.setDescription(given.description());
                row.setPool(Given.text("pool", given.pool()));
                row.setCephAddress(Given.or(given.cephAddress(), CEPH_ADDRESS));
                row.setCephPort(Given.port("ceph_port", given.cephPort(), CEPH_PORT));
                row.setCephSecretUuid(given.cephSecretUuid());
                cost(row, Given.or(given.cost(), Cost.FREE));
                row.setIsDefault(!sql.fetchExists(STORAGE_POOL, STORAGE_POOL.REGION_ID.eq(region)));
                row.insert();
                ServingAgents.OF_POOL.replace(sql, id, agents);
            }
            return wire(sql, POOLS.read(sql, id));
        });
    }

    List<StoragePoolId> ids() {
        return database.read(POOLS::ids);
    }

    List<StoragePoolId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return POOLS.ids(sql, STORAGE_POOL.REGION_ID.eq(region));
        });
    }

    StoragePool read(StoragePoolId id) {
        return database.read(sql -> wire(sql, POOLS.read(sql, id)));
    }

    StoragePool update(StoragePoolId id, StoragePool given) {
        return database.write(sql -> {
            var row = POOLS.hold(sql, id, it -> wire(sql, it));
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setPool(Given.text("pool", Given.or(given.pool(), row.getPool())));
            row.setCephAddress(Given.or(given.cephAddress(), row.getCephAddress()));
            row.setCephPort(Given.port("ceph_port", given.cephPort(), row.getCephPort()));
            row.setCephSecretUuid(secret(given.cephSecretUuid(), row.getCephSecretUuid()));
            refuseToMoveImages(sql, row);
            cost(row, Given.or(given.cost(), cost(row)));
            row.update();
            if (given.agents() != null) {
                ServingAgents.OF_POOL.replace(sql, id, Given.distinct("agents", given.agents()));
            }
            return wire(sql, row);
        });
    }

    /** Clients write an empty one for none. */
    private static @Nullable String secret(@Nullable String given, @Nullable String now) {
        return given == null || (given.isEmpty() && now == null) ? now : given;
    }

    /** Where every image is, and how it is reached, follows from these. */
    private static void refuseToMoveImages(DSLContext sql, StoragePoolRecord row) {
        var places = List.of(
                STORAGE_POOL.POOL, STORAGE_POOL.CEPH_ADDRESS, STORAGE_POOL.CEPH_PORT, STORAGE_POOL.CEPH_SECRET_UUID);
        if (places.stream().noneMatch(row::modified)) {
            return;
        }
        var id = row.getId();
        POOLS.freeze(sql, id);
        Uses.in(sql)
                .by(Noun.TEMPLATE, TEMPLATE, TEMPLATE.NAME, TEMPLATE.POOL_ID.eq(id))
                .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.POOL_ID.eq(id))
                .refuse(Noun.STORAGE_POOL, row.getName());
    }

    void delete(StoragePoolId id) {
        database.change(sql -> {
            var row = POOLS.hold(sql, id, it -> wire(sql, it));
            Uses.in(sql)
                    .by(Noun.TEMPLATE, TEMPLATE, TEMPLATE.NAME, TEMPLATE.POOL_ID.eq(id))
                    .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.POOL_ID.eq(id))
                    .by(Noun.STORAGE_NFS, STORAGE_NFS, STORAGE_NFS.NAME, STORAGE_NFS.POOL_ID.eq(id))
                    .refuse(Noun.STORAGE_POOL, row.getName());
            row.delete();
        });
    }

    void makeDefault(RegionId region, StoragePoolId id) {
        database.change(sql -> {
            RegionLock.hold(sql, region);
            POOLS.makeDefault(sql, STORAGE_POOL.IS_DEFAULT, STORAGE_POOL.REGION_ID.eq(region), id);
        });
    }

    private static void cost(StoragePoolRecord row, Cost cost) {
        row.setPrice(cost.checkedPrice("cost"));
        row.setCurrency(cost.checkedCurrency("cost"));
    }

    private static Cost cost(StoragePoolRecord row) {
        return new Cost(row.getPrice(), row.getCurrency());
    }

    private static StoragePool wire(DSLContext sql, StoragePoolRecord row) {
        return new StoragePool(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getPool(),
                row.getCephAddress(),
                (long) row.getCephPort(),
                row.getCephSecretUuid(),
                cost(row),
                ServingAgents.OF_POOL.of(sql, row.getId()));
    }
}
