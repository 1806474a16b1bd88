package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.kahuna.wire.Metadata;
import cloud.kowabunga.kahuna.wire.Project;
import cloud.kowabunga.kahuna.wire.ProjectResources;
import java.util.List;
import org.jooq.JSONB;

/** The plain fields of a project, between its row and its JSON. */
public final class ProjectFields {
    private ProjectFields() {}

    /** Takes over what was given; what is absent stays. */
    static void change(ProjectRecord row, Project given) {
        row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
        row.setBootstrapUser(Given.orAbsent(given.bootstrapUser(), row.getBootstrapUser()));
        row.setBootstrapPubkey(Given.orAbsent(given.bootstrapPubkey(), row.getBootstrapPubkey()));
        if (given.tags() != null) {
            row.setTags(Given.distinct("tags", given.tags()).toArray(String[]::new));
        }
        if (given.metadatas() != null) {
            for (var metadata : given.metadatas()) {
                var pair = Given.required("metadatas", metadata);
                Given.required("metadatas.key", pair.key());
                Given.required("metadatas.value", pair.value());
            }
            row.setMetadatas(JSONB.valueOf(Json.mapper().writeValueAsString(given.metadatas())));
        }
        if (given.quotas() != null) {
            change(row, given.quotas());
        }
    }

    private static void change(ProjectRecord row, ProjectResources quotas) {
        if (quotas.vcpus() != null) {
            row.setQuotaVcpus(Given.within("quotas.vcpus", quotas.vcpus(), 0, Integer.MAX_VALUE));
        }
        if (quotas.memory() != null) {
            row.setQuotaMemory(new Bytes(Given.within("quotas.memory", quotas.memory(), 0, Long.MAX_VALUE)));
        }
        if (quotas.storage() != null) {
            row.setQuotaStorage(new Bytes(Given.within("quotas.storage", quotas.storage(), 0, Long.MAX_VALUE)));
        }
        if (quotas.instances() != null) {
            row.setQuotaInstances(Given.within("quotas.instances", quotas.instances(), 0, Integer.MAX_VALUE));
        }
    }

    /** Counts and sizes as they stand on the wire. */
    public static ProjectResources resources(long vcpus, Bytes memory, Bytes storage, long instances) {
        return new ProjectResources(
                Math.toIntExact(vcpus), memory.value(), storage.value(), Math.toIntExact(instances));
    }

    static List<Metadata> metadatas(ProjectRecord row) {
        return List.of(Json.mapper().readValue(row.getMetadatas().data(), Metadata[].class));
    }
}
