package cloud.kowabunga.tenancy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;

/** What a project may use at most; 0 means without limit. The same type counts what it uses. */
public record Quotas(long vcpus, Bytes memory, Bytes storage, long instances) {
    public static final Quotas UNLIMITED = new Quotas(0, Bytes.ZERO, Bytes.ZERO, 0);

    /**
     * Raises QUOTA_EXCEEDED, with the numbers, where something grew beyond its limit. What a project uses already may be more than
     * its quotas, because those can be lowered at any time; then it may stay as it is and shrink. Of what is at the end of all
     * numbers nobody knows whether it grew, so it counts as if it had.
     */
    public static void requireWithin(Quotas limits, Quotas before, Quotas after, String project) {
        refuse("virtual CPUs", limits.vcpus, before.vcpus, after.vcpus, project);
        refuse("instances", limits.instances, before.instances, after.instances, project);
        refuse("bytes of memory", limits.memory.value(), before.memory.value(), after.memory.value(), project);
        refuse("bytes of storage", limits.storage.value(), before.storage.value(), after.storage.value(), project);
    }

    private static void refuse(String what, long limit, long before, long after, String project) {
        if (limit > 0 && after > limit && (after > before || after == Long.MAX_VALUE)) {
            throw Fault.QUOTA_EXCEEDED.because(
                    "Project '%s' may use %d %s; this would make it %d. Free some or raise the quota."
                            .formatted(project, limit, what, after));
        }
    }
}
