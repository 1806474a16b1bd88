package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.util.ArrayList;
import java.util.List;

/** Why the Kaktus that were looked at were not elected. */
final class Tally {
    private final int all;
    private int away;
    private int inMaintenance;
    private int withoutPool;

    Tally(int all) {
        this.all = all;
    }

    void away() {
        away++;
    }

    void maintained() {
        inMaintenance++;
    }

    void withoutPool() {
        withoutPool++;
    }

    KowabungaException refuse(int full, String place, int vcpus, Bytes memory) {
        var reasons = new ArrayList<String>();
        reason(reasons, full, "full");
        reason(reasons, away, "away");
        reason(reasons, withoutPool, "without the pool of its volumes");
        reason(reasons, inMaintenance, "in maintenance");
        var why = all == 0 ? "it has none" : "of %d, %s".formatted(all, String.join(", ", reasons));
        return Fault.NO_KAKTUS_FITS.because("No Kaktus of %s fits %d virtual %s and %s of memory: %s."
                .formatted(place, vcpus, vcpus == 1 ? "CPU" : "CPUs", memory.forPeople(), why));
    }

    private static void reason(List<String> reasons, int count, String what) {
        if (count > 0) {
            reasons.add(count + (count == 1 ? " is " : " are ") + what);
        }
    }
}
