package cloud.kowabunga.tenancy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;

/** What a project may use at most; 0 means without limit. The same type counts what it uses. */
public record Quotas(long vcpus, Bytes memory, Bytes storage, long instances) {
    public static final Quotas UNLIMITED = new Quotas(0, Bytes.ZERO, Bytes.ZERO, 0);

    /**
     * Raises QUOTA_EXCEEDED, with the numbers, where something grew beyond its limit. What a project uses already may be more than
     * its quotas, because those can be lowered at any time; then it may stay as it is and shrink. Of what is at the end of all
     * numbers nobody knows whether it grew, so it counts as if it had.
     */
    public static void requireWithin(Quotas limits, Quotas before, Quotas after, String project) {
        if (beyond(limits.vcpus, before.vcpus, after.vcpus)) {
            throw refusal(project, limits.vcpus + " virtual CPUs", String.valueOf(after.vcpus));
        }
        if (beyond(limits.instances, before.instances, after.instances)) {
            throw refusal(project, limits.instances + " instances", String.valueOf(after.instances));
        }
        refuse("memory", limits.memory, before.memory, after.memory, project);
        refuse("storage", limits.storage, before.storage, after.storage, project);
    }

    private static void refuse(String what, Bytes limit, Bytes before, Bytes after, String project) {
        if (beyond(limit.value(), before.value(), after.value())) {
            throw limit.forPeople().equals(after.forPeople())
                    ? refusal(project, limit.value() + " bytes of " + what, String.valueOf(after.value()))
                    : refusal(project, limit.forPeople() + " of " + what, after.forPeople());
        }
    }

    private static boolean beyond(long limit, long before, long after) {
        return limit > 0 && after > limit && (after > before || after == Long.MAX_VALUE);
    }

    private static KowabungaException refusal(String project, String limit, String after) {
        return Fault.QUOTA_EXCEEDED.because(
                "Project '%s' may use %s; this would make it %s. Free some or raise the quota."
                        .formatted(project, limit, after));
    }
}
