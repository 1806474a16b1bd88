package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.catalog.Nouns.ADAPTERS;
import static cloud.kowabunga.kahuna.catalog.Nouns.SUBNETS;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.AdapterRecord;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.wire.Adapter;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.network.SubnetId;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of adapters. MAC addresses and addresses are given out under a lock of the subnet; constraints hold what the lock does not. */
@Component
final class AdapterRows {
    private static final int DRAWS = 5;

    private final Database database;

    AdapterRows(Database database) {
        this.database = database;
    }

    /** @param assign whether an adapter without addresses gets the first free one of the subnet */
    Adapter create(NewIds ids, SubnetId subnet, Adapter given, boolean assign) {
        for (var draw = 1; ; draw++) {
            try {
                return createOnce(ids, subnet, given, assign);
            } catch (KowabungaException no) {
                // Another Kahuna drew the same MAC at the same moment.
                if (no.fault() != Fault.MAC_TAKEN || mac(given) != null || draw == DRAWS) {
                    throw no;
                }
            }
        }
    }

    private Adapter createOnce(NewIds ids, SubnetId subnet, Adapter given, boolean assign) {
        var id = new AdapterId(ids.resource());
        return database.writeInTurn(subnet, sql -> {
            var parent = SUBNETS.freeze(sql, subnet);
            if (!ADAPTERS.isThere(sql, ids, id)) {
                insert(sql, parent, id, given, assign);
            }
            return wire(sql, ADAPTERS.read(sql, id));
        });
    }

    private static void insert(DSLContext sql, SubnetRecord subnet, AdapterId id, Adapter given, boolean assign) {
        var row = sql.newRecord(ADAPTER);
        row.setId(id);
        row.setSubnetId(subnet.getId());
        row.setName(Given.name(given.name()));
        row.setDescription(given.description());
        row.setReserved(Given.or(given.reserved(), false));
        var mac = mac(given);
        row.setMac(mac == null ? FreshMac.next(sql) : mac);
        row.setMacAsGiven(mac == null ? null : given.mac());
        row.insert();
        var addresses = Given.or(given.addresses(), List.<String>of());
        Addresses.replace(
                sql, subnet, row, addresses.isEmpty() && assign ? List.of(Addresses.free(sql, subnet)) : addresses);
    }

    List<AdapterId> ids() {
        return database.read(ADAPTERS::ids);
    }

    List<AdapterId> idsIn(SubnetId subnet) {
        return database.read(sql -> {
            SUBNETS.require(sql, subnet);
            return ADAPTERS.ids(sql, ADAPTER.SUBNET_ID.eq(subnet));
        });
    }

    Adapter read(AdapterId id) {
        return database.read(sql -> wire(sql, ADAPTERS.read(sql, id)));
    }

    Adapter update(AdapterId id, Adapter given) {
        return database.write(sql -> {
            var row = ADAPTERS.freeze(sql, id);
            Precondition.check(() -> wire(sql, row));
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setReserved(Given.or(given.reserved(), row.getReserved()));
            if (mac(given) != null) {
                row.setMac(mac(given));
                row.setMacAsGiven(given.mac());
            }
            var readdressed = given.addresses() != null && !given.addresses().equals(Addresses.of(sql, id));
            if (row.modified(ADAPTER.MAC) || readdressed) {
                refuseWhileAttached(sql, row);
            }
            var ordinaryNow = row.modified(ADAPTER.RESERVED) && !row.getReserved();
            row.update();
            if (readdressed || ordinaryNow) {
                var subnet = SUBNETS.freeze(sql, row.getSubnetId());
                if (readdressed) {
                    Addresses.replace(sql, subnet, row, Given.or(given.addresses(), List.of()));
                }
                if (ordinaryNow) {
                    Addresses.of(sql, id).forEach(address -> Addresses.refuseRouters(sql, subnet, row, address));
                }
            }
            return wire(sql, row);
        });
    }

    void delete(AdapterId id) {
        database.change(sql -> {
            var row = ADAPTERS.freeze(sql, id);
            Precondition.check(() -> wire(sql, row));
            PartOfKompute.refuseAlone(sql, row.getKomputeId(), Noun.ADAPTER, row.getName());
            refuseWhileAttached(sql, row);
            row.delete();
        });
    }

    /** The machine and its seed carry the adapter's MAC and addresses. */
    private static void refuseWhileAttached(DSLContext sql, AdapterRecord row) {
        if (row.getInstanceId() != null) {
            Uses.in(sql)
                    .by(
                            Noun.INSTANCE,
                            Tables.INSTANCE,
                            Tables.INSTANCE.NAME,
                            Tables.INSTANCE.ID.eq(row.getInstanceId()))
                    .refuse(Noun.ADAPTER, row.getName());
        }
        if (row.getReservedBy() != null) {
            throw Fault.IN_USE.because("Adapter '%s' is about to be attached by operation '%s'."
                    .formatted(row.getName(), row.getReservedBy()));
        }
    }

    /** Clients write an empty MAC for what they leave to the platform. */
    private static @Nullable MacAddress mac(Adapter given) {
        return given.mac() == null || given.mac().isEmpty() ? null : new MacAddress(given.mac());
    }

    private static Adapter wire(DSLContext sql, AdapterRecord row) {
        return new Adapter(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getMacAsGiven() == null ? row.getMac().value() : row.getMacAsGiven(),
                Addresses.of(sql, row.getId()),
                row.getReserved());
    }
}
