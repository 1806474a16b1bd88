package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.RESERVED_VRRP_ID;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.network.Gateways;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.RegionSubnet;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/** The regions of a project, and the private subnet that it has in each of them. */
final class ProjectRegions {
    private ProjectRegions() {}

    /** Adds what is new, with a private subnet where the project asked for a size, and lets go of what is no longer named. */
    static void replace(DSLContext sql, ProjectRecord project, List<String> wanted) {
        var regions = wanted.stream()
                .map(id -> Given.valid("regions", id, RegionId::new))
                .toList();
        var now = of(sql, project.getId());
        for (var region : now) {
            if (!wanted.contains(region)) {
                leave(sql, project, new RegionId(region));
            }
        }
        // In one order, so that two projects that join the same regions do not wait for each other.
        regions.stream()
                .filter(region -> !now.contains(region.value()))
                .sorted(Comparator.comparing(RegionId::value))
                .forEach(region -> join(sql, project, region));
    }

    private static void join(DSLContext sql, ProjectRecord project, RegionId region) {
        var size = project.getSubnetSize();
        var subnet = size == null ? null : PrivateSubnets.free(sql, RegionLock.hold(sql, region), size);
        sql.insertInto(PROJECT_REGION)
                .set(PROJECT_REGION.PROJECT_ID, project.getId())
                .set(PROJECT_REGION.REGION_ID, region)
                .set(PROJECT_REGION.SUBNET_ID, subnet == null ? null : subnet.getId())
                .execute();
        if (subnet != null) {
            Gateways.give(sql, project.getId(), subnet);
        }
    }

    private static void leave(DSLContext sql, ProjectRecord project, RegionId region) {
        var id = project.getId();
        var here = RegionLock.hold(sql, region);
        Uses.in(sql)
                .by(
                        Noun.INSTANCE,
                        Tables.INSTANCE,
                        Tables.INSTANCE.NAME,
                        Tables.INSTANCE.PROJECT_ID.eq(id).and(Tables.INSTANCE.REGION_ID.eq(region)))
                .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.PROJECT_ID.eq(id).and(VOLUME.REGION_ID.eq(region)))
                .by(
                        Noun.ADAPTER,
                        ADAPTER.join(PROJECT_REGION).on(PROJECT_REGION.SUBNET_ID.eq(ADAPTER.SUBNET_ID)),
                        ADAPTER.NAME,
                        PROJECT_REGION.PROJECT_ID.eq(id).and(PROJECT_REGION.REGION_ID.eq(region)))
                .refuse("Project '%s' cannot leave Region '%s': it".formatted(project.getName(), here.getName()));
        sql.deleteFrom(PROJECT_REGION)
                .where(PROJECT_REGION.PROJECT_ID.eq(id), PROJECT_REGION.REGION_ID.eq(region))
                .execute();
    }

    /** Sorted. */
    static List<String> of(DSLContext sql, ProjectId project) {
        return sql
                .select(PROJECT_REGION.REGION_ID)
                .from(PROJECT_REGION)
                .where(PROJECT_REGION.PROJECT_ID.eq(project))
                .fetch(row -> row.value1().value())
                .stream()
                .sorted()
                .toList();
    }

    /** By the name of the region, as the published clients want it. */
    static List<RegionSubnet> privateSubnets(DSLContext sql, ProjectId project) {
        return sql.select(REGION.NAME, PROJECT_REGION.SUBNET_ID)
                .from(PROJECT_REGION)
                .join(REGION)
                .on(REGION.ID.eq(PROJECT_REGION.REGION_ID))
                .where(PROJECT_REGION.PROJECT_ID.eq(project), PROJECT_REGION.SUBNET_ID.isNotNull())
                .orderBy(REGION.NAME)
                .fetch(row -> new RegionSubnet(row.value1(), row.value2().value()));
    }

    /** Sorted. */
    static List<Integer> vrrpIds(DSLContext sql, ProjectId project) {
        return sql.selectDistinct(RESERVED_VRRP_ID.VRRP_ID)
                .from(RESERVED_VRRP_ID)
                .where(RESERVED_VRRP_ID.PROJECT_ID.eq(project))
                .orderBy(RESERVED_VRRP_ID.VRRP_ID)
                .fetch(RESERVED_VRRP_ID.VRRP_ID);
    }
}
