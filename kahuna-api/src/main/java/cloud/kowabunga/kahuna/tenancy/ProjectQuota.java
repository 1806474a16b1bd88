package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_USAGE;
import static cloud.kowabunga.kahuna.db.Tables.REGION;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.RegionId;
import org.jooq.DSLContext;

/**
 * Holds a project while something is added to it. Usage is counted from the rows under the project's lock, so it is exact by
 * construction: there is no counter that could drift.
 */
public final class ProjectQuota {
    private final DSLContext sql;
    private final ProjectRecord project;
    private final Quotas before;

    private ProjectQuota(DSLContext sql, ProjectRecord project) {
        this.sql = sql;
        this.project = project;
        before = isLimited() ? usage(sql, project.getId()) : Quotas.UNLIMITED;
    }

    /** Locks the project for this transaction. Raises NOT_FOUND. Comes before every other lock. */
    public static ProjectQuota hold(DSLContext sql, ProjectId id) {
        var project = sql.selectFrom(PROJECT)
                .where(PROJECT.ID.eq(id))
                .forNoKeyUpdate()
                .fetchOptional()
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Project with the id '" + id + "'."));
        return new ProjectQuota(sql, project);
    }

    /** Raises NOT_FOUND for a region that is not there, NOT_ALLOWED for one that the project is not in. */
    public void requireIn(RegionId region) {
        var name = sql.select(REGION.NAME)
                .from(REGION)
                .where(REGION.ID.eq(region))
                .fetchOptional(REGION.NAME)
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Region with the id '" + region + "'."));
        if (!sql.fetchExists(
                PROJECT_REGION, PROJECT_REGION.PROJECT_ID.eq(project.getId()), PROJECT_REGION.REGION_ID.eq(region))) {
            throw Fault.INVALID_VALUE.because("Project '%s' is not in Region '%s'; add the region to its regions first."
                    .formatted(project.getName(), name));
        }
    }

    /** To be called after the rows were written: raises QUOTA_EXCEEDED where the project grew to more than it may use. */
    public void requireWithin() {
        if (isLimited()) {
            Quotas.requireWithin(limits(project), before, usage(sql, project.getId()), project.getName());
        }
    }

    /** Without limits there is nothing to count. */
    private boolean isLimited() {
        return !limits(project).equals(Quotas.UNLIMITED);
    }

    public static Quotas limits(ProjectRecord project) {
        return new Quotas(
                project.getQuotaVcpus(),
                project.getQuotaMemory(),
                project.getQuotaStorage(),
                project.getQuotaInstances());
    }

    /** What the project uses now, promised or there. */
    public static Quotas usage(DSLContext sql, ProjectId id) {
        var usage = sql.selectFrom(PROJECT_USAGE)
                .where(PROJECT_USAGE.PROJECT_ID.eq(id))
                .fetchSingle();
        return new Quotas(usage.getVcpus(), usage.getMemory(), usage.getStorage(), usage.getInstances());
    }
}
