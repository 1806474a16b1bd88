package cloud.kowabunga.koala.catalog;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

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

    /**
     * The configuration of the agent and its start.
     *
     * @param simulated whether the platform's data centers exist in memory only, so that the agent needs no hypervisor
     */
    String of(String agent, boolean simulated) {
        return """
                install -d -m 0700 /etc/kowabunga
                install -m 0600 /dev/stdin /etc/kowabunga/agent.key    # paste the key, then Enter and Ctrl-D
                cat > /etc/kowabunga/agent.yaml <<END
                kahuna: %s
                %sagent: %s
                key-file: /etc/kowabunga/agent.key
                role: kaktus
                state: /var/lib/kowabunga
                pools: {local: {type: directory, path: /var/lib/kowabunga/pool, format: qcow2}}
                %sEND
                java -jar agent-worker.jar --config /etc/kowabunga/agent.yaml""".formatted(kahuna, plain(), agent, simulated ? "simulated: true\n" : REAL);
    }

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
