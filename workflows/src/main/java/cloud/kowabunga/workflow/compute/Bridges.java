package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.workflow.Steps;

/** The bridges that a machine needs. */
final class Bridges {
    private Bridges() {}

    /** A step that fails early and clearly where a bridge is missing, and may be skipped; no step at all for a machine without network cards. */
    static void check(Steps steps, KaktusId kaktus, String kaktusName, DomainSpec domain) {
        var names =
                domain.nics().stream().map(NicSpec::bridge).distinct().sorted().toList();
        if (!names.isEmpty()) {
            steps.check(
                    "Check bridge %s on kaktus %s".formatted(String.join(", ", names), kaktusName),
                    () -> steps.network(kaktus).checkBridges(new NetworkActivities.Bridges(names)));
        }
    }
}
