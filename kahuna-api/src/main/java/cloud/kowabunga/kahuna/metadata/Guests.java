package cloud.kowabunga.kahuna.metadata;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;
import static org.jooq.impl.DSL.select;

import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.compute.Machines;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.topology.AgentId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Recognises instances by where they ask from. */
final class Guests {
    private final Database database;

    Guests(Database database) {
        this.database = database;
    }

    /** The instance that has this address in the region of the agent's Kaktus. May raise {@code DATABASE_AWAY}. */
    Optional<Guest> at(AgentId agent, String address) {
        return database.read(sql -> sql.select(INSTANCE.ID, INSTANCE.NAME, INSTANCE.VCPUS, INSTANCE.MEMORY)
                .select(ZONE.NAME, ADAPTER.MAC, PROJECT.DOMAIN, PROJECT.BOOTSTRAP_PUBKEY)
                .from(ADAPTER_ADDRESS)
                .join(ADAPTER)
                .on(ADAPTER.ID.eq(ADAPTER_ADDRESS.ADAPTER_ID))
                .join(INSTANCE)
                .on(INSTANCE.ID.eq(ADAPTER.INSTANCE_ID))
                .join(ZONE)
                .on(ZONE.ID.eq(INSTANCE.ZONE_ID))
                .join(PROJECT)
                .on(PROJECT.ID.eq(INSTANCE.PROJECT_ID))
                .where(
                        ADAPTER_ADDRESS.ADDRESS.eq(address),
                        ADAPTER_ADDRESS.REGION_ID.in(select(ZONE.REGION_ID)
                                .from(KAKTUS_AGENT)
                                .join(KAKTUS)
                                .on(KAKTUS.ID.eq(KAKTUS_AGENT.KAKTUS_ID))
                                .join(ZONE)
                                .on(ZONE.ID.eq(KAKTUS.ZONE_ID))
                                .where(KAKTUS_AGENT.AGENT_ID.eq(agent))))
                .fetchOptional()
                .flatMap(row -> guest(sql, row, address)));
    }

    /** Notes when an instance first got its metadata: the sign that it has booted and reaches the network. */
    void answered(InstanceId instance) {
        database.change(sql -> {
            var first = sql.update(INSTANCE)
                    .set(
                            INSTANCE.METADATA_FETCHED_AT,
                            DSL.field("clock_timestamp()", INSTANCE.METADATA_FETCHED_AT.getDataType()))
                    .where(INSTANCE.ID.eq(instance), INSTANCE.METADATA_FETCHED_AT.isNull())
                    .execute();
            if (first > 0) {
                ChangeNotice.send(sql, Noun.INSTANCE, instance);
            }
        });
    }

    private static Optional<Guest> guest(DSLContext sql, Record row, String address) {
        var id = row.get(INSTANCE.ID);
        var name = new Name(row.get(INSTANCE.NAME)).asHostName();
        var domain = row.get(PROJECT.DOMAIN);
        var key = row.get(PROJECT.BOOTSTRAP_PUBKEY);
        return Machines.seed(sql, id)
                .map(seed -> new Guest(
                        id,
                        name,
                        domain == null || domain.isBlank() ? name : name + "." + domain,
                        address,
                        row.get(ADAPTER.MAC).value(),
                        image(sql, id),
                        row.get(INSTANCE.VCPUS) + "-vcpus-"
                                + row.get(INSTANCE.MEMORY).forPeople().replace(' ', '-'),
                        row.get(ZONE.NAME),
                        key == null || key.isBlank() ? Optional.empty() : Optional.of(key.strip()),
                        seed));
    }

    private static String image(DSLContext sql, InstanceId id) {
        return sql.select(VOLUME.TEMPLATE_ID)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(id), VOLUME.TEMPLATE_ID.isNotNull())
                .orderBy(VOLUME.SLOT)
                .limit(1)
                .fetchOptional(VOLUME.TEMPLATE_ID)
                .map(Object::toString)
                .orElse("none");
    }
}
