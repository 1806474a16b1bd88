package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.client.ProjectResources;
import cloud.kowabunga.koala.client.Resource;
import java.util.Map;

/** Reads what a project may use at most; 0 is without limit. */
public final class Quotas {
    private Quotas() {}

    public static ProjectResources of(Resource project) {
        return project.object().get("quotas") instanceof Map<?, ?> quotas
                ? new ProjectResources(
                        number(quotas.get("vcpus")),
                        number(quotas.get("memory")),
                        number(quotas.get("storage")),
                        number(quotas.get("instances")))
                : ProjectResources.NOTHING;
    }

    private static long number(@org.jspecify.annotations.Nullable Object given) {
        return given instanceof Number number ? number.longValue() : 0;
    }
}
