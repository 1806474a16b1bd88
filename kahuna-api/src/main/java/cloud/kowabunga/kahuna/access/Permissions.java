package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import java.util.Set;

/** What each role may do: the one place that decides. */
final class Permissions {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private Permissions() {}

    /** Raises NOT_ALLOWED. Whoever is known may read; who changes something is an administrator. */
    static void require(Caller caller, String method, String path) {
        var mayChange = caller.role() == Role.SUPER_ADMIN || path.equals("/api/v1/logout");
        if (!READS.contains(method) && !mayChange) {
            throw Fault.NOT_ALLOWED.because("%s has the role %s; a superAdmin is needed for this."
                    .formatted(caller.name(), caller.role().wire()));
        }
    }
}
