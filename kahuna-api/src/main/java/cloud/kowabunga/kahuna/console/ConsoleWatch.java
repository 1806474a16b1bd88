package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.topology.AgentId;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends consoles of which a side is gone, nobody types, or whose person or agent may have it no longer. */
final class ConsoleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWatch.class);

    private final Switchboard switchboard;
    private final Consoles consoles;
    private final Standing standing;
    private final AgentKeys keys;
    private final Peers peers;

    ConsoleWatch(Switchboard switchboard, Consoles consoles, Standing standing, AgentKeys keys, Peers peers) {
        this.peers = peers;
        this.switchboard = switchboard;
        this.consoles = consoles;
        this.standing = standing;
        this.keys = keys;
        keys.onChange(this::checkKey, () -> checkKeys(_ -> true));
    }

    /** Every few seconds. A call that an agent did not hear is made again. */
    void checkLines() {
        peers.check();
        for (var line : switchboard.lines()) {
            line.check();
            if (line.agentKey() == null) {
                attempt(() -> switchboard.look(line.id()));
            }
        }
    }

    /** Every minute. */
    void checkStandings() {
        for (var line : switchboard.lines()) {
            var opened = line.opened();
            if (opened != null) {
                attempt(() -> {
                    try {
                        standing.requireConsole(
                                opened.holder().proof(), opened.holder().instance());
                    } catch (KowabungaException no) {
                        if (no.fault().category() == Category.TRANSIENT) {
                            throw no;
                        }
                        line.end(no.sentence());
                    }
                });
            }
        }
        checkKeys(_ -> true);
        attempt(() -> consoles.alive(switchboard.lines().stream().map(Line::id).toList()));
    }

    private void checkKey(AgentId agent) {
        checkKeys(agent::equals);
    }

    private void checkKeys(Predicate<AgentId> chosen) {
        for (var line : switchboard.lines()) {
            var key = line.agentKey();
            if (key != null && chosen.test(key.agent())) {
                attempt(() -> {
                    if (!keys.stillHolds(key)) {
                        line.end("The key of the agent holds no longer.");
                    }
                });
            }
        }
    }

    /** Nobody can be told to be out while the database is away; the next look comes soon. */
    private static void attempt(Runnable check) {
        try {
            check.run();
        } catch (KowabungaException away) {
            LOG.debug("A console could not be checked: {}", away.sentence());
        }
    }
}
