package cloud.kowabunga.koala.catalog;

/** What to type on a machine so that its agent joins, ready to copy. */
final class AgentCommand {
    private AgentCommand() {}

    /** The configuration of the agent and its start. The address is that at which the region reaches Kahuna. */
    static String of(String agent) {
        return """
                install -m 0600 /dev/stdin /etc/kowabunga/agent.key    # paste the key, then Ctrl-D
                cat > /etc/kowabunga/agent.yaml <<END
                kahuna: wss://KAHUNA
                agent: %s
                key-file: /etc/kowabunga/agent.key
                role: kaktus
                libvirt: {uri: "qemu:///system", domain-type: auto}
                state: /var/lib/kowabunga
                pools: {local: {type: directory, path: /var/lib/kowabunga/pool, format: qcow2}}
                metadata: {listen: "169.254.169.254:80"}
                END
                java -jar agent-worker.jar --config /etc/kowabunga/agent.yaml""".formatted(agent);
    }
}
