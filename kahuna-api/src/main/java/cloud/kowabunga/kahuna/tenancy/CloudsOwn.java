package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.wire.Project;
import cloud.kowabunga.kahuna.wire.ProjectResources;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a project costs the owner of the cloud something, or lets others in: only a superAdmin changes it. */
final class CloudsOwn {
    private CloudsOwn() {}

    /** Raises NOT_ALLOWED. What is given as it is now is no change. */
    static void keep(Caller caller, Project now, Project given) {
        if (caller.isSuperAdmin()) {
            return;
        }
        keep(caller, "teams", differ(given.teams(), now.teams()));
        keep(caller, "regions", differ(given.regions(), now.regions()));
        keep(caller, "quotas", given.quotas() != null && differ(given.quotas(), Objects.requireNonNull(now.quotas())));
    }

    private static void keep(Caller caller, String field, boolean changed) {
        if (changed) {
            throw Fault.NOT_ALLOWED.because("%s: %s has the role %s; a superAdmin is needed to change this."
                    .formatted(field, caller.name(), caller.role().wire()));
        }
    }

    private static boolean differ(@Nullable List<String> given, @Nullable List<String> now) {
        return given != null && now != null && !new HashSet<>(given).equals(new HashSet<>(now));
    }

    private static boolean differ(ProjectResources given, ProjectResources now) {
        return differs(given.vcpus(), now.vcpus())
                || differs(given.memory(), now.memory())
                || differs(given.storage(), now.storage())
                || differs(given.instances(), now.instances());
    }

    private static boolean differs(@Nullable Object given, @Nullable Object now) {
        return given != null && !given.equals(now);
    }
}
