package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;

import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.kahuna.topology.LastReports;
import cloud.kowabunga.tenancy.Bill;
import cloud.kowabunga.tenancy.Price;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The price of a virtual CPU and of a GiB of memory in some zones: the mean over the zone's Kaktus, where a Kaktus sells what it has
 * times its overcommit ratio. A Kaktus that never told what it has is left out; without any, everything is for nothing.
 */
final class ZonePrices {
    private final Map<ZoneId, List<KaktusRecord>> zones;
    private final Map<KaktusId, List<AgentReport>> reports;

    private ZonePrices(Map<ZoneId, List<KaktusRecord>> zones, Map<KaktusId, List<AgentReport>> reports) {
        this.zones = zones;
        this.reports = reports;
    }

    /** A month of one virtual CPU, and of one GiB of memory. */
    record Prices(Price vcpu, Price gib) {}

    static ZonePrices of(DSLContext sql, Collection<ZoneId> wanted) {
        var zones = sql.selectFrom(KAKTUS)
                .where(KAKTUS.ZONE_ID.in(wanted))
                .orderBy(KAKTUS.ID)
                .fetchGroups(KAKTUS.ZONE_ID, kaktus -> kaktus);
        var all = zones.values().stream()
                .flatMap(List::stream)
                .map(KaktusRecord::getId)
                .toList();
        return new ZonePrices(zones, LastReports.ofKaktus(sql, all));
    }

    Prices in(ZoneId zone) {
        var each = zones.getOrDefault(zone, List.of()).stream()
                .flatMap(kaktus -> of(kaktus).stream())
                .toList();
        return new Prices(
                Bill.mean(each.stream().map(Prices::vcpu).toList()),
                Bill.mean(each.stream().map(Prices::gib).toList()));
    }

    private Optional<Prices> of(KaktusRecord kaktus) {
        return LastReports.ofMachine(reports.getOrDefault(kaktus.getId(), List.of()))
                .map(report -> of(kaktus, report));
    }

    private static Prices of(KaktusRecord kaktus, AgentReport report) {
        var processor = report.processor();
        var memory = report.memory();
        var threads = processor == null ? 0 : processor.threads();
        var gib = memory == null ? 0 : Costs.gib(memory);
        return new Prices(
                new Price(kaktus.getCpuPrice(), kaktus.getCpuCurrency())
                        .per((double) threads * kaktus.getOvercommitCpuRatio()),
                new Price(kaktus.getMemoryPrice(), kaktus.getMemoryCurrency())
                        .per(gib * kaktus.getOvercommitMemoryRatio()));
    }
}
