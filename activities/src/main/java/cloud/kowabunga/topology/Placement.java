package cloud.kowabunga.topology;

import cloud.kowabunga.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses the Kaktus of a new instance. */
public final class Placement {
    private Placement() {}

    /** Of those where it fits, the Kaktus that would be the least full; equal ones are decided by id, so that the choice is stable. */
    public static Optional<KaktusId> elect(List<KaktusLoad> candidates, int vcpus, Bytes memory) {
        return candidates.stream()
                .filter(load -> load.fits(vcpus, memory))
                .min(Comparator.<KaktusLoad>comparingDouble(load -> load.fullness(vcpus, memory))
                        .thenComparing(load -> load.id().value()))
                .map(KaktusLoad::id);
    }
}
