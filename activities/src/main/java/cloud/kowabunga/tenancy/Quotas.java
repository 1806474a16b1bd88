package cloud.kowabunga.tenancy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;

/** What a project may use at most; 0 means without limit. The same type counts what it uses. */
public record Quotas(long vcpus, Bytes memory, Bytes storage, long instances) {
    public static final Quotas UNLIMITED = new Quotas(0, Bytes.ZERO, Bytes.ZERO, 0);

    /** Raises QUOTA_EXCEEDED, with the numbers, where this usage is more than the limits admit. */
    public static void requireWithin(Quotas limits, Quotas usage, String project) {
        refuse("virtual CPUs", limits.vcpus, usage.vcpus, project);
        refuse("instances", limits.instances, usage.instances, project);
        refuse("bytes of memory", limits.memory.value(), usage.memory.value(), project);
        refuse("bytes of storage", limits.storage.value(), usage.storage.value(), project);
    }

    private static void refuse(String what, long limit, long wanted, String project) {
        if (limit > 0 && wanted > limit) {
            throw Fault.QUOTA_EXCEEDED.because(
                    "Project '%s' may use %d %s; this would make it %d. Free some or raise the quota."
                            .formatted(project, limit, what, wanted));
        }
    }
}
