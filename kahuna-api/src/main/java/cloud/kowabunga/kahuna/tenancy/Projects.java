package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.DNS_RECORD;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_USAGE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Project;
import cloud.kowabunga.kahuna.wire.ProjectResources;
import cloud.kowabunga.network.DomainName;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of projects, with their teams, regions and private subnets. */
@Component
final class Projects {
    private final Database database;
    private final RootPasswords passwords;

    Projects(Database database, RootPasswords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /** @param subnetSize the prefix length of the private subnet that is reserved in each region; absent: none is */
    Project create(Caller caller, NewIds ids, Project given, @Nullable Integer subnetSize) {
        var id = new ProjectId(ids.resource());
        var regions = Given.distinct("regions", Given.required("regions", given.regions()));
        var teams = Given.distinct("teams", Given.required("teams", given.teams()));
        return database.writeInTurn(Noun.PROJECT, sql -> {
            if (!PROJECTS.isThere(sql, ids, id)) {
                var row = sql.newRecord(PROJECT);
                row.setId(id);
                row.setName(Given.name(given.name()));
                row.setDomain(domain(given.domain()));
                row.setSubnetSize(PrivateSubnets.size(subnetSize));
                ProjectFields.change(row, given);
                passwords.change(row, given.rootPassword());
                row.insert();
                ProjectTeams.replace(sql, id, teams);
                ProjectRegions.replace(sql, row, regions);
            }
            return wire(caller, sql, PROJECTS.read(sql, id));
        });
    }

    List<ProjectId> ids() {
        return database.read(PROJECTS::ids);
    }

    Project read(Caller caller, ProjectId id) {
        return database.read(sql -> wire(caller, sql, PROJECTS.read(sql, id)));
    }

    ProjectResources usage(ProjectId id) {
        return database.read(sql -> {
            var used = Absent.refuse(
                    sql.selectFrom(PROJECT_USAGE)
                            .where(PROJECT_USAGE.PROJECT_ID.eq(id))
                            .fetchOne(),
                    Noun.PROJECT,
                    id);
            return ProjectFields.resources(used.getVcpus(), used.getMemory(), used.getStorage(), used.getInstances());
        });
    }

    Project update(Caller caller, ProjectId id, Project given) {
        return database.write(sql -> {
            var row = PROJECTS.freeze(sql, id);
            Precondition.check(() -> wire(caller, sql, row));
            CloudsOwn.keep(caller, wire(caller, sql, row), given);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("domain", given.domain(), row.getDomain());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            ProjectFields.change(row, given);
            passwords.change(row, given.rootPassword());
            row.update();
            if (given.teams() != null) {
                ProjectTeams.replace(sql, id, Given.distinct("teams", given.teams()));
            }
            if (given.regions() != null) {
                ProjectRegions.replace(sql, row, Given.distinct("regions", given.regions()));
            }
            return wire(caller, sql, row);
        });
    }

    void delete(Caller caller, ProjectId id) {
        database.change(sql -> {
            var row = PROJECTS.hold(sql, id, it -> wire(caller, sql, it));
            Uses.in(sql)
                    .by(Noun.INSTANCE, Tables.INSTANCE, Tables.INSTANCE.NAME, Tables.INSTANCE.PROJECT_ID.eq(id))
                    .by(Noun.VOLUME, VOLUME, VOLUME.NAME, VOLUME.PROJECT_ID.eq(id))
                    .by(
                            Noun.ADAPTER,
                            ADAPTER.join(PROJECT_REGION).on(PROJECT_REGION.SUBNET_ID.eq(ADAPTER.SUBNET_ID)),
                            ADAPTER.NAME,
                            PROJECT_REGION.PROJECT_ID.eq(id))
                    .by(Noun.DNS_RECORD, DNS_RECORD, DNS_RECORD.NAME, DNS_RECORD.PROJECT_ID.eq(id))
                    .refuse(Noun.PROJECT, row.getName());
            row.delete();
        });
    }

    /** A project may be without a domain; then it has no records. */
    private static @Nullable String domain(@Nullable String given) {
        return given == null || given.isEmpty()
                ? given
                : Given.valid("domain", given, DomainName::new).value();
    }

    /** The root password is for those alone who may change it. */
    private Project wire(Caller caller, DSLContext sql, ProjectRecord row) {
        var id = row.getId();
        return new Project(
                id.value(),
                row.getName(),
                row.getDescription(),
                row.getDomain(),
                caller.isAdmin() ? passwords.of(row) : null,
                row.getBootstrapUser(),
                row.getBootstrapPubkey(),
                List.of(row.getTags()),
                ProjectFields.metadatas(row),
                ProjectFields.resources(
                        row.getQuotaVcpus(), row.getQuotaMemory(), row.getQuotaStorage(), row.getQuotaInstances()),
                ProjectRegions.privateSubnets(sql, id),
                ProjectRegions.vrrpIds(sql, id),
                ProjectTeams.of(sql, id),
                ProjectRegions.of(sql, id));
    }
}
