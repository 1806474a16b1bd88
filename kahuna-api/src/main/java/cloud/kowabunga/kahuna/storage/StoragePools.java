package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.StoragePool;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
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
            if (!ids.again() || !sql.fetchExists(STORAGE_POOL, STORAGE_POOL.ID.eq(id))) {
                var row = sql.newRecord(STORAGE_POOL);
                row.setId(id);
                row.setRegionId(region);
                row.setName(Given.name(given.name()));
                row.setDescription(given.description());
                row.setPool(Given.text("pool", given.pool()));
                row.setCephAddress(Given.or(given.cephAddress(), CEPH_ADDRESS));
                row.setCephPort(port(given, CEPH_PORT));
                row.setCephSecretUuid(given.cephSecretUuid());
                cost(row, Given.or(given.cost(), Cost.FREE));
                row.setIsDefault(!sql.fetchExists(STORAGE_POOL, STORAGE_POOL.REGION_ID.eq(region)));
                row.insert();
                serve(sql, id, agents);
            }
            return wire(sql, row(sql, id));
        });
    }

    List<StoragePoolId> ids() {
        return database.read(sql -> sql.select(STORAGE_POOL.ID)
                .from(STORAGE_POOL)
                .orderBy(STORAGE_POOL.ID)
                .fetch(STORAGE_POOL.ID));
    }

    List<StoragePoolId> idsIn(RegionId region) {
        return database.read(sql -> {
            Absent.require(sql, REGION, REGION.ID, Noun.REGION, region);
            return sql.select(STORAGE_POOL.ID)
                    .from(STORAGE_POOL)
                    .where(STORAGE_POOL.REGION_ID.eq(region))
                    .orderBy(STORAGE_POOL.ID)
                    .fetch(STORAGE_POOL.ID);
        });
    }

    StoragePool read(StoragePoolId id) {
        return database.read(sql -> wire(sql, row(sql, id)));
    }

    StoragePool update(StoragePoolId id, StoragePool given) {
        return database.write(sql -> {
            var row = row(sql, id);
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setPool(Given.text("pool", Given.or(given.pool(), row.getPool())));
            row.setCephAddress(Given.or(given.cephAddress(), row.getCephAddress()));
            row.setCephPort(port(given, row.getCephPort()));
            row.setCephSecretUuid(Given.orAbsent(given.cephSecretUuid(), row.getCephSecretUuid()));
            cost(row, Given.or(given.cost(), cost(row)));
            row.update();
            if (given.agents() != null) {
                serve(sql, id, Given.distinct("agents", given.agents()));
            }
            return wire(sql, row);
        });
    }

    void delete(StoragePoolId id) {
        database.change(sql -> {
            var row = row(sql, id);
            Uses.in(sql)
                    .by(Noun.TEMPLATE, TEMPLATE, TEMPLATE.NAME, TEMPLATE.POOL_ID.eq(id))
                    .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.POOL_ID.eq(id))
                    .refuse(Noun.STORAGE_POOL, row.getName());
            row.delete();
        });
    }

    void makeDefault(RegionId region, StoragePoolId id) {
        database.change(sql -> {
            RegionLock.hold(sql, region);
            if (!sql.fetchExists(STORAGE_POOL, STORAGE_POOL.ID.eq(id).and(STORAGE_POOL.REGION_ID.eq(region)))) {
                throw Absent.fault(Noun.STORAGE_POOL, id);
            }
            sql.update(STORAGE_POOL)
                    .set(STORAGE_POOL.IS_DEFAULT, false)
                    .where(STORAGE_POOL.REGION_ID.eq(region), STORAGE_POOL.IS_DEFAULT.isTrue(), STORAGE_POOL.ID.ne(id))
                    .execute();
            sql.update(STORAGE_POOL)
                    .set(STORAGE_POOL.IS_DEFAULT, true)
                    .where(STORAGE_POOL.ID.eq(id))
                    .execute();
        });
    }

    /** Clients write 0 for what they leave to the platform. */
    private static int port(StoragePool given, int otherwise) {
        var port = Given.or(given.cephPort(), 0L);
        return port == 0 ? otherwise : (int) Given.within("ceph_port", port, 1, 65535);
    }

    private static void serve(DSLContext sql, StoragePoolId id, List<String> agents) {
        sql.deleteFrom(POOL_AGENT).where(POOL_AGENT.POOL_ID.eq(id)).execute();
        for (var position = 0; position < agents.size(); position++) {
            sql.insertInto(POOL_AGENT)
                    .set(POOL_AGENT.POOL_ID, id)
                    .set(POOL_AGENT.POSITION, position)
                    .set(POOL_AGENT.AGENT_ID, Given.valid("agents", agents.get(position), AgentId::new))
                    .execute();
        }
    }

    private static void cost(StoragePoolRecord row, Cost cost) {
        row.setPrice(cost.checkedPrice("cost"));
        row.setCurrency(cost.checkedCurrency("cost"));
    }

    private static Cost cost(StoragePoolRecord row) {
        return new Cost(row.getPrice(), row.getCurrency());
    }

    private static StoragePoolRecord row(DSLContext sql, StoragePoolId id) {
        return Absent.refuse(sql.fetchOne(STORAGE_POOL, STORAGE_POOL.ID.eq(id)), Noun.STORAGE_POOL, id);
    }

    private static StoragePool wire(DSLContext sql, StoragePoolRecord row) {
        var agents = sql.select(POOL_AGENT.AGENT_ID)
                .from(POOL_AGENT)
                .where(POOL_AGENT.POOL_ID.eq(row.getId()))
                .orderBy(POOL_AGENT.POSITION)
                .fetch(each -> each.value1().value());
        return new StoragePool(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getPool(),
                row.getCephAddress(),
                (long) row.getCephPort(),
                row.getCephSecretUuid(),
                cost(row),
                agents);
    }
}
