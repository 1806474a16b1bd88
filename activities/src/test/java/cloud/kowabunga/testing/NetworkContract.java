package cloud.kowabunga.testing;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.network.NetworkActivities.Bridges;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the network of every Kaktus does. */
public abstract class NetworkContract {
    protected abstract NetworkActivities network();

    /** A bridge that is there and up. */
    protected abstract String bridge();

    @Test
    void bridges_that_are_there_are_fine() {
        assertThatCode(() -> {
                    network().checkBridges(new Bridges(List.of(bridge())));
                    network().checkBridges(new Bridges(List.of()));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void a_bridge_that_is_not_there_is_named() {
        assertRefused(Fault.BRIDGE_MISSING, () -> network().checkBridges(new Bridges(List.of(bridge(), "absent0"))));
    }
}
