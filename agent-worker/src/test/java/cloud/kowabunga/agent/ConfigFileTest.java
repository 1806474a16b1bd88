package cloud.kowabunga.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.agent.AgentConfig.DomainType;
import cloud.kowabunga.agent.AgentConfig.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
    private static final String WHOLE = """
            kahuna: wss://kahuna.example.org
            ca-file: ca.crt
            agent: a-1
            key-file: keys/agent.key
            role: kaktus
            libvirt: {uri: "qemu+unix:///system?socket=/run/l.sock", domain-type: qemu}
            state: /var/lib/agent
            pools: {local: {type: directory, path: /pool, format: raw}}
            metadata: {listen: "169.254.169.254:80"}
            simulated: false
            """;

    @TempDir
    private Path folder;

    @Test
    void every_key_is_read() throws IOException {
        var config = read(WHOLE);

        assertThat(config.kahuna().kahuna()).hasToString("wss://kahuna.example.org");
        assertThat(config.kahuna().agent().value()).isEqualTo("a-1");
        assertThat(config.kahuna().keyFile()).isEqualTo(folder.resolve("keys/agent.key"));
        assertThat(config.kahuna().caFile()).isEqualTo(folder.resolve("ca.crt"));
        assertThat(config.libvirt())
                .isEqualTo(new AgentConfig.Libvirt("qemu+unix:///system?socket=/run/l.sock", DomainType.QEMU));
        assertThat(config.pools()).containsEntry("local", new AgentConfig.Pool(Path.of("/pool"), Format.RAW));
        assertThat(config.metadata())
                .hasValueSatisfying(listen -> assertThat(listen.getPort()).isEqualTo(80));
        assertThat(config.simulated()).isFalse();
    }

    @Test
    void a_simulated_agent_needs_no_more_than_kahuna_and_a_key() throws IOException {
        var config = read("{kahuna: 'ws://127.0.0.1:8480', agent: a-1, key-file: k, simulated: true}");

        assertThat(config.simulated()).isTrue();
        assertThat(config.pools()).containsOnlyKeys("local");
        assertThat(config.bridges()).containsExactly("kow0", "br0");
    }

    @Test
    void a_simulated_kaktus_has_the_bridges_that_its_file_names_and_a_real_one_those_of_its_machine()
            throws IOException {
        var simulated = "{kahuna: 'ws://127.0.0.1:8480', agent: a-1, key-file: k, simulated: true, bridges: %s}";
        assertThat(read(simulated.formatted("[kow0, kow1]")).bridges()).containsExactly("kow0", "kow1");
        assertThatThrownBy(() -> read(simulated.formatted("kow0"))).hasMessageContaining("'bridges' is '\"kow0\"'");
        assertThatThrownBy(() -> read(WHOLE + "bridges: [kow0]\n")).hasMessageContaining("a simulated Kaktus");
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "wss://kahuna.example.org | http://x | 'kahuna' is 'http://x'; allowed is wss://name",
                "wss://kahuna.example.org | ws://10.0.0.1 | 'kahuna' is 'ws://10.0.0.1'; allowed is wss://name",
                "agent: a-1 | agent: 'a b' | 'agent' is 'a b'; allowed is the id of an Agent.",
                "agent: a-1 | agnt: a-1 | There is no key 'agnt'; there are kahuna, plain, ca-file,",
                "role: kaktus | role: kiwi | 'role' is 'kiwi'; allowed is kaktus.",
                "domain-type: qemu | domain-type: xen | 'libvirt.domain-type' is 'xen'; allowed is auto or kvm or qemu.",
                "format: raw | format: vmdk | 'pools.local.format' is 'vmdk'; allowed is qcow2 or raw.",
                "path: /pool, | | 'pools.local.path' is missing; it must be the path of a folder.",
                "type: directory | type: rbd | 'pools.local.type' is 'rbd'; allowed is directory.",
                "169.254.169.254:80 | here | 'metadata.listen' is 'here'; allowed is an IPv4 address and a port,",
                "simulated: false | simulated: maybe | 'simulated' is 'maybe'; allowed is true or false.",
                "key-file: keys/agent.key | | 'key-file' is missing; it must be the path of a file with the agent's key.",
            })
    void a_wrong_value_is_named_with_what_is_allowed(String right, String wrong, String sentence) {
        var text = WHOLE.replace(right, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidConfig.class).hasMessageStartingWith(sentence);
    }

    @Test
    void plain_is_possible_where_it_is_allowed() throws IOException {
        assertThat(read(WHOLE.replace("wss://", "ws://") + "plain: allowed\n")
                        .kahuna()
                        .isPlain())
                .isTrue();
    }

    @Test
    void what_is_not_yaml_is_named_with_its_line() {
        assertThatThrownBy(() -> read("kahuna: [\n"))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("agent.yaml is not YAML (line ");
    }

    @Test
    void a_fleet_is_many_simulated_agents_of_one_kahuna() throws IOException {
        var file = Files.writeString(folder.resolve("fleet.yaml"), """
                kahuna: ws://127.0.0.1:8480
                agents:
                  - {agent: a-1, key-file: a-1.key}
                  - {agent: a-2, key-file: a-2.key}
                """);

        assertThat(ConfigFile.fleet(file))
                .hasSize(2)
                .allMatch(AgentConfig::simulated)
                .extracting(config -> config.kahuna().agent().value())
                .containsExactly("a-1", "a-2");
    }

    private AgentConfig read(String text) throws IOException {
        return ConfigFile.agent(Files.writeString(folder.resolve("agent.yaml"), text));
    }
}
