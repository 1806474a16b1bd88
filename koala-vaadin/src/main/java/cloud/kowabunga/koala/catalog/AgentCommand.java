package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * What to type on a machine so that its agent joins, ready to copy.
 *
 * @param kahuna where the machines of a region reach Kahuna: ws or wss, name and port
 */
public record AgentCommand(URI kahuna) {
    /** Derived from Koala's own way to Kahuna, where nobody said how agents get there. */
    public static AgentCommand derived(URI kahuna) {
        var scheme = "https".equals(kahuna.getScheme()) ? "wss" : "ws";
        return new AgentCommand(URI.create(
                scheme + kahuna.toString().substring(kahuna.getScheme().length())));
    }

    /** The type of the agents that have a program, and what the program calls their role. */
    private static final Map<String, String> ROLES = Map.of("Kaktus", "kaktus");

    /**
     * The configuration of the agent and its start. The key comes last: a terminal that pastes line by line would hand whatever follows
     * to whoever reads the key.
     *
     * @param simulated whether the platform's data centers exist in memory only, so that the agent needs no hypervisor
     */
    String of(Resource agent, boolean simulated) {
        var type = agent.text("type");
        var role = ROLES.get(type);
        return role == null
                ? "# Agents of type %s have no program in this version: there is nothing to start yet.".formatted(type)
                : """
                # As root, where Java 25 is and the agent's program is %s:
                # made with '%s', it lies in agent-worker/target.
                install -d -m 0700 /etc/kowabunga
                install -d -m 0711 /var/lib/kowabunga /var/lib/kowabunga/pool
                cat > /etc/kowabunga/agent.yaml <<END
                kahuna: %s
                %sagent: %s
                key-file: /etc/kowabunga/agent.key
                role: %s
                state: /var/lib/kowabunga
                pools: {local: {type: directory, path: /var/lib/kowabunga/pool, format: qcow2}}
                %sEND
                install -m 0600 /dev/null /etc/kowabunga/agent.key
                printf 'The key: ' && read -r key && printf '%%s\\n' "$key" > /etc/kowabunga/agent.key && java -jar %s --config /etc/kowabunga/agent.yaml""".formatted(
                                PROGRAM,
                                BUILD,
                                kahuna,
                                plain(),
                                agent.id(),
                                role,
                                simulated ? "simulated: true\n" : REAL,
                                PROGRAM);
    }

    private static final String PROGRAM = "/opt/kowabunga/agent-worker.jar";
    private static final String BUILD = "mvn -pl agent-worker -am -DskipTests package";

    private static final String REAL = """
            libvirt: {uri: "qemu:///system", domain-type: auto}
            metadata: {listen: "169.254.169.254:80"}
            """;

    /** An agent refuses to speak in the clear over a network unless it is told to. */
    private String plain() {
        return "ws".equals(kahuna.getScheme()) && !loopback() ? "plain: allowed\n" : "";
    }

    private boolean loopback() {
        var name = kahuna.getHost();
        try {
            return "localhost".equals(name)
                    || (name.matches("[0-9.]+|\\[.*]")
                            && InetAddress.getByName(name).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
