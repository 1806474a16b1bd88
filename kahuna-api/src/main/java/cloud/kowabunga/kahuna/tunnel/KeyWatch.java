package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.topology.AgentId;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts tunnels whose key holds no longer: at once when it is rotated or revoked, within a minute when it runs out. */
final class KeyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final Gateway gateway;
    private final AgentKeys keys;

    KeyWatch(Gateway gateway, AgentKeys keys) {
        this.gateway = gateway;
        this.keys = keys;
        keys.onChange(this::check, this::checkAll);
    }

    void checkAll() {
        check(tunnel -> true);
    }

    private void check(AgentId agent) {
        check(tunnel -> tunnel.agent().equals(agent));
    }

    private void check(Predicate<AgentTunnel> chosen) {
        for (var tunnel : gateway.tunnels()) {
            try {
                if (chosen.test(tunnel) && !keys.stillHolds(tunnel.opened())) {
                    LOG.atInfo().addKeyValue("agent", tunnel.agent()).log("Cut a tunnel whose key holds no longer.");
                    tunnel.end(Wire.KEY_REVOKED, "The key of this agent holds no longer.");
                }
            } catch (KowabungaException away) {
                // Nobody can be told to be out while the database is away; the next look comes soon.
                LOG.debug("A key could not be checked: {}", away.sentence());
            }
        }
    }
}
