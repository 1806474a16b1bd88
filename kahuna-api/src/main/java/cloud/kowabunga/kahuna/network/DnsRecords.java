package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.catalog.Nouns.DNS_RECORDS;
import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.db.Tables.DNS_RECORD;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.DnsRecordRecord;
import cloud.kowabunga.kahuna.wire.DnsRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.network.DnsLabel;
import cloud.kowabunga.network.DnsRecordId;
import cloud.kowabunga.network.DomainName;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of DNS records. A record's domain is its project's or its region's, and a name is once in a domain. */
@Component
final class DnsRecords {

    private final Database database;

    DnsRecords(Database database) {
        this.database = database;
    }

    DnsRecord create(NewIds ids, ProjectId project, DnsRecord given) {
        return create(ids, given, (sql, row) -> {
            var parent = PROJECTS.hold(sql, project);
            row.setProjectId(project);
            return domain(parent.getDomain(), Noun.PROJECT, parent.getName());
        });
    }

    DnsRecord create(NewIds ids, RegionId region, DnsRecord given) {
        return create(ids, given, (sql, row) -> {
            var parent = REGIONS.hold(sql, region);
            row.setRegionId(region);
            return domain(parent.getDomain(), Noun.REGION, parent.getName());
        });
    }

    /** @param parent sets the record's parent, and answers with the parent's domain */
    private DnsRecord create(NewIds ids, DnsRecord given, BiFunction<DSLContext, DnsRecordRecord, DomainName> parent) {
        var id = new DnsRecordId(ids.resource());
        return database.write(sql -> {
            if (!DNS_RECORDS.isThere(sql, ids, id)) {
                var row = sql.newRecord(DNS_RECORD);
                var domain = parent.apply(sql, row);
                row.setId(id);
                row.setDomain(domain.value());
                row.setName(name(given.name(), domain));
                row.setDescription(given.description());
                row.setAddresses(addresses(Given.required("addresses", given.addresses())));
                row.insert();
            }
            return wire(DNS_RECORDS.read(sql, id));
        });
    }

    List<DnsRecordId> idsIn(ProjectId project) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            return DNS_RECORDS.ids(sql, DNS_RECORD.PROJECT_ID.eq(project));
        });
    }

    List<DnsRecordId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return DNS_RECORDS.ids(sql, DNS_RECORD.REGION_ID.eq(region));
        });
    }

    DnsRecord read(DnsRecordId id) {
        return database.read(sql -> wire(DNS_RECORDS.read(sql, id)));
    }

    DnsRecord update(DnsRecordId id, DnsRecord given) {
        return database.write(sql -> {
            var row = DNS_RECORDS.hold(sql, id, DnsRecords::wire);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("domain", given.domain(), row.getDomain());
            row.setName(given.name() == null ? row.getName() : name(given.name(), new DomainName(row.getDomain())));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setAddresses(given.addresses() == null ? row.getAddresses() : addresses(given.addresses()));
            row.update();
            return wire(row);
        });
    }

    void delete(DnsRecordId id) {
        database.change(sql -> {
            var row = DNS_RECORDS.hold(sql, id, DnsRecords::wire);
            row.delete();
        });
    }

    private static DomainName domain(@Nullable String domain, Noun parent, String name) {
        if (domain == null || domain.isEmpty()) {
            throw Fault.INVALID_STATE.because(
                    "%s '%s' has no domain, so it cannot have DNS records.".formatted(parent.title(), name));
        }
        return new DomainName(domain);
    }

    private static String name(@Nullable String given, DomainName domain) {
        var label = Given.valid("name", Given.required("name", given), DnsLabel::new);
        domain.requireRoomFor(label);
        return label.value();
    }

    private static String[] addresses(List<String> given) {
        if (given.isEmpty()) {
            throw Fault.INVALID_VALUE.because("addresses: an A record has one address at least.");
        }
        return Given.distinct("addresses", given).stream()
                .map(address -> SubnetRules.address("addresses", address))
                .toArray(String[]::new);
    }

    private static DnsRecord wire(DnsRecordRecord row) {
        return new DnsRecord(
                row.getId().value(), row.getName(), row.getDescription(), row.getDomain(), List.of(row.getAddresses()));
    }
}
