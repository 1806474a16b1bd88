package cloud.kowabunga.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.agent.tunnel.Endpoint;
import cloud.kowabunga.topology.AgentId;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsTest {
    private Platform platform;
    private SelfSigned ours;
    private SelfSigned another;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        ours = SelfSigned.in(folder, "ours");
        another = SelfSigned.in(folder, "another");
        platform = new Platform(
                folder,
                Map.of(
                        "kahuna.tls.certificate", ours.certificate().toString(),
                        "kahuna.tls.private-key", ours.privateKey().toString()));
        platform.region("lab");
        platform.kaktus("lab", "safe");
    }

    @AfterAll
    void stop() throws IOException {
        platform.close();
    }

    @Test
    void a_tunnel_runs_over_tls_with_a_ca_of_ones_own() throws Exception {
        try (var tunnel = Agents.tunnel(endpoint("localhost", ours.certificate()))) {
            var info = WorkflowServiceGrpc.newBlockingStub(tunnel.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());

            assertThat(info.hasCapabilities()).isTrue();
        }
    }

    @Test
    void a_certificate_of_another_ca_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> dial(endpoint("localhost", another.certificate())))
                .isInstanceOf(DialException.class)
                .hasMessageStartingWith(
                        "The certificate of wss://localhost:" + platform.port() + " is not one to trust (")
                .hasMessageEndingWith(" Is " + another.certificate() + " the CA that signed it?");
    }

    @Test
    void without_a_ca_file_the_sentence_says_how_to_name_one() {
        assertThatThrownBy(() -> dial(endpoint("localhost", null)))
                .isInstanceOf(DialException.class)
                .hasMessageEndingWith("name its file as 'ca-file'.");
    }

    @Test
    void a_certificate_for_another_name_is_refused() {
        assertThatThrownBy(() -> dial(endpoint("127.0.0.1", ours.certificate())))
                .isInstanceOf(DialException.class)
                .hasMessageContaining("is not one to trust");
    }

    private Endpoint endpoint(String host, @Nullable Path ca) {
        return new Endpoint(
                URI.create("wss://" + host + ":" + platform.port()), new AgentId("safe"), platform.keyFile("safe"), ca);
    }

    private static void dial(Endpoint endpoint) throws DialException {
        new Dialer(endpoint, Dialer.http(endpoint))
                .dial("/agent/v1/tunnel", Map.of())
                .close();
    }
}
