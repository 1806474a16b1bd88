package cloud.kowabunga.kahuna.engine;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.KahunaProperties;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

@Timeout(60)
final class ConnectionTest {
    private final FakeFrontend frontend = new FakeFrontend(Duration.ofDays(30));
    private final WorkflowServiceStubs stubs =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(frontend.address())
                    .build());
    private final Connection connection = new Connection(
            new KahunaProperties.Temporal(frontend.address(), "kowabunga", frontend.retention, null),
            stubs,
            WorkflowClient.newInstance(stubs),
            WorkerFactory::newInstance);

    ConnectionTest() throws IOException {}

    @AfterEach
    void close() throws InterruptedException {
        connection.stop();
        frontend.go();
    }

    @Test
    void nothing_is_begun_before_the_engine_is_set_up() {
        assertRefused(Fault.ENGINE_AWAY, connection::client);
        connection.look();
        assertThatCode(connection::client).doesNotThrowAnyException();
        assertThat(connection.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void an_engine_that_is_slow_to_answer_a_look_is_not_away() {
        connection.look();
        frontend.silent = true;
        connection.look();
        assertThat(frontend.looks).hasValueGreaterThanOrEqualTo(2);
        assertThatCode(connection::client).doesNotThrowAnyException();
        assertThat(connection.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void an_engine_that_stays_silent_makes_kahuna_unwell_until_it_answers() {
        connection.look();
        frontend.silent = true;
        for (var look = 0; look < 3; look++) {
            connection.look();
        }
        assertThat(connection.health().getStatus()).isEqualTo(Status.DOWN);
        frontend.silent = false;
        connection.look();
        assertThat(connection.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void while_the_engine_is_away_a_call_is_refused() throws InterruptedException {
        connection.look();
        frontend.go();
        untilTheConnectionBroke();
        assertRefused(Fault.ENGINE_AWAY, connection::client);
        connection.look();
        assertThat(connection.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(connection.connected()).isFalse();
    }

    @Test
    void as_soon_as_the_engine_is_back_calls_are_taken_again_without_a_look() throws Exception {
        connection.look();
        frontend.go();
        untilTheConnectionBroke();
        connection.look();
        assertRefused(Fault.ENGINE_AWAY, connection::client);
        frontend.comeBack();
        assertThatCode(connection::client).doesNotThrowAnyException();
        assertThat(connection.connected()).isTrue();
    }

    /** Until then a call is begun, and is refused when it fails. */
    private void untilTheConnectionBroke() {
        await().atMost(Duration.ofSeconds(20)).until(() -> !connection.connected());
    }
}
