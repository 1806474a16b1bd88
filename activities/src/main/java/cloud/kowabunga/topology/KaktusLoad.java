package cloud.kowabunga.topology;

import cloud.kowabunga.Bytes;

/**
 * How full a Kaktus is, with its overcommit already counted in.
 *
 * @param vcpus how many virtual CPUs it may carry: threads times the CPU overcommit ratio
 * @param memory how much memory it may promise: memory times the memory overcommit ratio
 * @param usedVcpus promised to instances, running or not
 * @param usedMemory promised to instances, running or not
 */
public record KaktusLoad(KaktusId id, long vcpus, Bytes memory, long usedVcpus, Bytes usedMemory) {
    /** Whether an instance of this size still fits. */
    public boolean fits(int moreVcpus, Bytes moreMemory) {
        return usedVcpus + moreVcpus <= vcpus && moreMemory.value() <= memory.value() - usedMemory.value();
    }

    /** The fuller of the two dimensions, from 0 (empty) upwards, if this much more were promised. */
    double fullness(int moreVcpus, Bytes moreMemory) {
        return Math.max(
                ((double) usedVcpus + moreVcpus) / Math.max(1, vcpus),
                ((double) usedMemory.value() + moreMemory.value()) / Math.max(1, memory.value()));
    }
}
