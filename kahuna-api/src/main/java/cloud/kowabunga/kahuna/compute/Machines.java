package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static java.util.stream.Collectors.toMap;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Spells an instance out as the machine that a hypervisor is to make, from the rows of its volumes, adapters and project. */
public final class Machines {
    private Machines() {}

    /** The seed of an instance as it is now, for its metadata endpoint; empty where there is no such instance. */
    public static Optional<Seed> seed(DSLContext sql, InstanceId id) {
        return sql.selectFrom(INSTANCE)
                .where(INSTANCE.ID.eq(id))
                .fetchOptional(instance -> domain(sql, Shape.of(sql, instance)).seed());
    }

    /** Where the instance lives and what its machine looks like. */
    static InstancePlan plan(DSLContext sql, InstanceRecord instance) {
        return plan(sql, instance, domain(sql, Shape.of(sql, instance)));
    }

    static InstancePlan plan(DSLContext sql, InstanceRecord instance, DomainSpec domain) {
        var kaktusName = sql.select(KAKTUS.NAME)
                .from(KAKTUS)
                .where(KAKTUS.ID.eq(instance.getKaktusId()))
                .fetchSingle()
                .value1();
        return new InstancePlan(instance.getKaktusId(), kaktusName, domain, instance.getState());
    }

    static DomainSpec domain(DSLContext sql, Shape shape) {
        var cards = cards(sql, shape.adapters());
        return new DomainSpec(
                shape.id(),
                shape.name(),
                shape.memory(),
                shape.vcpus(),
                shape.uefi(),
                disks(sql, shape),
                cards.stream().map(Card::nic).toList(),
                seed(sql, shape, cards.stream().map(Card::seed).toList()),
                shape.operation());
    }

    private static List<DiskSpec> disks(DSLContext sql, Shape shape) {
        var found = sql
                .select(VOLUME.ID, VOLUME.TARGET, VOLUME.TYPE, STORAGE_POOL.POOL)
                .from(VOLUME)
                .join(STORAGE_POOL)
                .on(STORAGE_POOL.ID.eq(VOLUME.POOL_ID))
                .where(VOLUME.ID.in(shape.volumes()))
                .stream()
                .map(row -> new DiskSpec(
                        row.get(VOLUME.ID),
                        ImageRef.of(row.get(STORAGE_POOL.POOL), row.get(VOLUME.ID)),
                        Objects.requireNonNull(row.get(VOLUME.TARGET), "An attached volume has a target."),
                        row.get(VOLUME.TYPE) == VolumeType.ISO))
                .collect(toMap(DiskSpec::volume, Function.identity()));
        return shape.volumes().stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static Seed seed(DSLContext sql, Shape shape, List<CloudInit.Card> cards) {
        var project =
                sql.selectFrom(PROJECT).where(PROJECT.ID.eq(shape.project())).fetchSingle();
        return CloudInit.seed(new CloudInit.Guest(
                shape.id(),
                new Name(shape.name()),
                blankAsNull(project.getDomain()),
                blankAsNull(project.getBootstrapUser()),
                blankAsNull(project.getBootstrapPubkey()),
                cards));
    }

    private static List<Card> cards(DSLContext sql, List<AdapterId> adapters) {
        Map<AdapterId, List<String>> addresses = sql.selectFrom(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.ADAPTER_ID.in(adapters))
                .orderBy(ADAPTER_ADDRESS.POSITION)
                .fetchGroups(ADAPTER_ADDRESS.ADAPTER_ID, ADAPTER_ADDRESS.ADDRESS);
        var found = sql
                .select(ADAPTER.ID, ADAPTER.MAC, SUBNET.CIDR, SUBNET.GATEWAY, SUBNET.DNS, SUBNET.EXTRA_ROUTES)
                .select(VNET.INTERFACE, VNET.VLAN)
                .from(ADAPTER)
                .join(SUBNET)
                .on(SUBNET.ID.eq(ADAPTER.SUBNET_ID))
                .join(VNET)
                .on(VNET.ID.eq(SUBNET.VNET_ID))
                .where(ADAPTER.ID.in(adapters))
                .stream()
                .map(row -> card(row, addresses.getOrDefault(row.get(ADAPTER.ID), List.of())))
                .collect(toMap(card -> card.nic().adapter(), Function.identity()));
        return adapters.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static Card card(Record row, List<String> addresses) {
        var nic = new NicSpec(row.get(ADAPTER.ID), row.get(ADAPTER.MAC), row.get(VNET.INTERFACE), row.get(VNET.VLAN));
        var prefix = row.get(SUBNET.CIDR).substring(row.get(SUBNET.CIDR).indexOf('/'));
        var gateway = row.get(SUBNET.GATEWAY);
        var seed = new CloudInit.Card(
                nic.mac(),
                addresses.stream().map(address -> address + prefix).toList(),
                gateway,
                words(row.get(SUBNET.DNS)),
                Arrays.stream(row.get(SUBNET.EXTRA_ROUTES))
                        .map(route -> route(route, gateway))
                        .toList());
        return new Card(nic, seed);
    }

    /** {@code 10.0.0.0/8} goes through the subnet's gateway, {@code 10.0.0.0/8 via 10.1.0.9} through that address. */
    private static CloudInit.Route route(String text, String gateway) {
        var words = words(text.replace(" via ", " "));
        if (words.isEmpty() || words.size() > 2) {
            throw Fault.INVALID_VALUE.because("extra_routes: '" + text + "' is not a route like 10.0.0.0/8.");
        }
        return new CloudInit.Route(words.getFirst(), words.size() == 2 ? words.getLast() : gateway);
    }

    private static List<String> words(@Nullable String text) {
        var words = new ArrayList<String>();
        if (text != null) {
            for (var word : text.split("[,\\s]+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private record Card(NicSpec nic, CloudInit.Card seed) {}
}
