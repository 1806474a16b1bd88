package cloud.kowabunga.agent;

import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Looks at what a configuration names on this machine. The agent itself starts without most of it, because a key may come later and a pool's disk may be
 * mounted later; who asks whether all is well wants to know.
 */
final class ConfigCheck {
    private final List<String> problems = new ArrayList<>();

    private ConfigCheck() {}

    /** One sentence for each thing that is not as it should be. */
    static List<String> problems(AgentConfig config) {
        var check = new ConfigCheck();
        check.key(config);
        check.certificates(config);
        if (!config.simulated()) {
            check.state(config.state());
            new TreeMap<>(config.pools()).forEach((name, pool) -> check.pool(name, pool.path()));
        }
        return List.copyOf(check.problems);
    }

    private void key(AgentConfig config) {
        var file = config.kahuna().keyFile();
        try {
            if (Files.readString(file).isBlank()) {
                problems.add("'key-file' is '" + file + "', which is empty; it must hold the key of the agent.");
            }
        } catch (IOException unreadable) {
            problems.add("'key-file' is '" + file + "', which cannot be read; it must hold the key of the agent.");
        }
    }

    private void certificates(AgentConfig config) {
        try {
            Dialer.http(config.kahuna()).close();
        } catch (DialException bad) {
            problems.add(bad.sentence());
        }
    }

    private void state(Path folder) {
        if (Files.exists(folder) && !(Files.isDirectory(folder) && Files.isWritable(folder))) {
            problems.add("'state' is '" + folder + "'; it must be a folder in which the agent may write.");
        }
    }

    private void pool(String name, Path folder) {
        if (!Files.isDirectory(folder)) {
            problems.add("'pools." + name + ".path' is '" + folder + "'; there is no such folder on this machine.");
        } else if (!Files.isWritable(folder)) {
            problems.add("'pools." + name + ".path' is '" + folder + "'; the agent may not write there.");
        }
    }
}
