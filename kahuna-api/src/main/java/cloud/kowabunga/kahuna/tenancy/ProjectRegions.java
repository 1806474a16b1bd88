package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.RegionSubnet;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The regions of a project, and the private subnet that it has in each of them. */
final class ProjectRegions {
    private ProjectRegions() {}

    /** Adds what is new, with a subnet where a size is wanted, and lets go of what is no longer named. */
    static void replace(DSLContext sql, ProjectRecord project, List<String> wanted, @Nullable Integer subnetSize) {
        var regions = wanted.stream()
                .map(id -> Given.valid("regions", id, RegionId::new))
                .toList();
        var now = of(sql, project.getId());
        for (var region : now) {
            if (!wanted.contains(region)) {
                leave(sql, project, new RegionId(region));
            }
        }
        for (var region : regions) {
            if (!now.contains(region.value())) {
                sql.insertInto(PROJECT_REGION)
                        .set(PROJECT_REGION.PROJECT_ID, project.getId())
                        .set(PROJECT_REGION.REGION_ID, region)
                        .set(PROJECT_REGION.SUBNET_ID, subnetSize == null ? null : freeSubnet(sql, region, subnetSize))
                        .execute();
            }
        }
    }

    private static void leave(DSLContext sql, ProjectRecord project, RegionId region) {
        var id = project.getId();
        Uses.in(sql)
                .by(
                        Noun.INSTANCE,
                        Tables.INSTANCE,
                        Tables.INSTANCE.NAME,
                        Tables.INSTANCE.PROJECT_ID.eq(id).and(Tables.INSTANCE.REGION_ID.eq(region)))
                .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.PROJECT_ID.eq(id).and(VOLUME.REGION_ID.eq(region)))
                .refuse(Noun.REGION, region.value());
        sql.deleteFrom(PROJECT_REGION)
                .where(PROJECT_REGION.PROJECT_ID.eq(id), PROJECT_REGION.REGION_ID.eq(region))
                .execute();
    }

    /** A subnet of that prefix length that no project has, else one of the next larger network. The lock of the region keeps others off it. */
    private static SubnetId freeSubnet(DSLContext sql, RegionId region, int size) {
        Given.within("subnetSize", size, 8, 30);
        sql.select(REGION.ID)
                .from(REGION)
                .where(REGION.ID.eq(region))
                .forUpdate()
                .execute();
        var prefix = DSL.field("masklen({0})", Integer.class, SUBNET.CIDR);
        var found = sql.select(SUBNET.ID)
                .from(SUBNET)
                .join(VNET)
                .on(VNET.ID.eq(SUBNET.VNET_ID))
                .where(
                        SUBNET.REGION_ID.eq(region),
                        VNET.PRIVATE.isTrue(),
                        SUBNET.APPLICATION.eq("user"),
                        prefix.le(size))
                .andNotExists(DSL.selectOne().from(PROJECT_REGION).where(PROJECT_REGION.SUBNET_ID.eq(SUBNET.ID)))
                .orderBy(prefix.desc(), SUBNET.CIDR)
                .limit(1)
                .fetchOne(SUBNET.ID);
        if (found == null) {
            throw Fault.SUBNET_FULL.because(
                    "Region '%s' has no free private subnet of /%d or larger.".formatted(region, size));
        }
        return found;
    }

    /** The prefix length of the subnets that a project has already, for a region that joins later. */
    static @Nullable Integer sizeSoFar(DSLContext sql, ProjectId project) {
        return sql.select(DSL.max(DSL.field("masklen({0})", Integer.class, SUBNET.CIDR)))
                .from(PROJECT_REGION)
                .join(SUBNET)
                .on(SUBNET.ID.eq(PROJECT_REGION.SUBNET_ID))
                .where(PROJECT_REGION.PROJECT_ID.eq(project))
                .fetchOne(0, Integer.class);
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

    static List<RegionSubnet> privateSubnets(DSLContext sql, ProjectId project) {
        return sql.select(PROJECT_REGION.REGION_ID, PROJECT_REGION.SUBNET_ID)
                .from(PROJECT_REGION)
                .where(PROJECT_REGION.PROJECT_ID.eq(project), PROJECT_REGION.SUBNET_ID.isNotNull())
                .orderBy(PROJECT_REGION.REGION_ID)
                .fetch(row ->
                        new RegionSubnet(row.value1().value(), row.value2().value()));
    }
}
