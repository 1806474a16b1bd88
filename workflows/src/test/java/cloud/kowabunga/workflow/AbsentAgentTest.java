package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.workflow.compute.CreateInstance;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents come and go, guests obey or do not, databases restart: operations wait and say so. */
@Timeout(60)
final class AbsentAgentTest {
    private final Engine engine = new Engine(100);
    private final Place place = engine.newPlace();
    private final Orders orders = new Orders(engine, place);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_cancel_while_libvirt_is_away_ends_the_waiting() {
        volumes();
        var before = place.dump();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.createInstance();
        untilStep("Define");
        operation.cancel();
        // Nobody knows whether an attempt had its effect, so the undo waits for libvirt.
        await().until(() -> state() == OperationState.CANCELLING);
        place.dataCenter.setLibvirtAway(Place.KAKTUS, false);
        assertThatThrownBy(() -> engine.result(operation)).isInstanceOf(WorkflowFailedException.class);
        assertThat(state()).isEqualTo(OperationState.CANCELLED);
        assertThat(place.dump()).isEqualTo(before);
    }

    @Test
    void an_undo_on_a_kaktus_that_never_comes_back_may_be_skipped() {
        volumes();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.createInstance();
        untilStep("Define");
        operation.cancel();
        await().until(() -> state() == OperationState.CANCELLING);
        operation.signal("skip");
        assertThatThrownBy(() -> engine.result(operation)).isInstanceOf(WorkflowFailedException.class);
        assertThat(place.ledgers.dump()).noneMatch(line -> line.startsWith("instance"));
    }

    @Test
    void a_deletion_waits_for_its_kaktus_and_a_cancel_does_not_stop_it() {
        running();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.deleteInstance();
        untilStep("Remove");
        operation.cancel();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, false);
        // The engine calls an execution cancelled when somebody asked for it; the operation tells how it ended.
        assertThatThrownBy(() -> engine.result(operation)).isInstanceOf(WorkflowFailedException.class);
        assertThat(state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(place.dataCenter.dump()).noneMatch(line -> line.startsWith("machine"));
    }

    @Test
    void a_deletion_on_a_kaktus_that_never_comes_back_may_be_skipped() {
        running();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.deleteInstance();
        untilStep("Remove");
        operation.signal("skip");
        engine.result(operation);
        assertThat(place.ledgers.dump()).noneMatch(line -> line.startsWith("instance"));
    }

    @Test
    void a_database_that_is_away_is_waited_for() {
        volumes();
        place.ledgers.setAway(true);
        var operation = orders.createInstance();
        await().until(() -> engine.saboteur.seen().size() > 3);
        place.ledgers.setAway(false);
        engine.result(operation);
        assertThat(state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void who_orders_has_an_answer_when_the_operation_is_admitted() {
        volumes();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.createInstance();
        engine.client()
                .newWorkflowStub(CreateInstance.class, Noun.INSTANCE.workflowId(Orders.WEB))
                .admitted();
        assertThat(place.ledgers.dump()).anyMatch(line -> line.startsWith("instance"));
        place.dataCenter.setLibvirtAway(Place.KAKTUS, false);
        engine.result(operation);
    }

    @Test
    void who_orders_something_impossible_is_told_so_at_once() {
        var order = orders.newCreateInstance();
        assertThatThrownBy(() -> WorkflowClient.executeUpdateWithStart(
                        order.workflow()::admitted,
                        UpdateOptions.<Void>newBuilder().build(),
                        new WithStartWorkflowOperation<>(order.workflow()::run, order.input())))
                .satisfies(thrown -> {
                    assertThat(Faults.from(thrown).fault()).isEqualTo(Fault.NOT_FOUND);
                    assertThat(Faults.from(thrown).sentence()).contains("Volume 'root'");
                });
        assertThat(state()).isEqualTo(OperationState.FAILED);
    }

    @Test
    void a_ledger_that_hangs_is_asked_again() {
        var hung = new AtomicBoolean();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals("Volume.Admit") && hung.compareAndSet(false, true)) {
                    LockSupport.parkNanos(Patience.LEDGER_ATTEMPT.plusSeconds(2).toNanos());
                }
            }
        });
        volumes();
        assertThat(state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(engine.saboteur.seen()).filteredOn("Volume.Admit"::equals).hasSize(2);
    }

    @Test
    void a_guest_that_goes_down_is_waited_for() {
        running();
        place.dataCenter.setShutdownTime(Place.KAKTUS, Optional.of(Duration.ofSeconds(10)));
        var operation = orders.power(PowerAction.SHUTDOWN);
        assertThat(operation.getResult(String.class)).isEqualTo("SHUTOFF");
    }

    @Test
    void a_guest_that_ignores_its_power_button_is_left_running() {
        running();
        var before = place.dump();
        place.dataCenter.setShutdownTime(Place.KAKTUS, Optional.empty());
        var operation = orders.power(PowerAction.SHUTDOWN);
        assertThatThrownBy(() -> engine.result(operation))
                .satisfies(thrown -> assertThat(Faults.from(thrown).fault()).isEqualTo(Fault.INSTANCE_DID_NOT_STOP));
        assertThat(place.dump()).isEqualTo(before);
    }

    @Test
    void a_guest_that_missed_the_press_of_its_power_button_is_asked_again() {
        running();
        place.dataCenter.setShutdownTime(Place.KAKTUS, Optional.empty());
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void after(int index, String activity) {
                if (activity.equals("Hypervisor.Power")) {
                    place.dataCenter.setShutdownTime(Place.KAKTUS, Optional.of(Duration.ZERO));
                }
            }
        });
        var operation = orders.power(PowerAction.SHUTDOWN);
        assertThat(engine.result(operation)).isEqualTo("SHUTOFF");
        assertThat(engine.saboteur.seen())
                .filteredOn("Hypervisor.Power"::equals)
                .hasSize(2);
    }

    @Test
    void a_cancelled_power_action_leaves_the_state_that_the_kaktus_tells() {
        running();
        var before = place.dump();
        place.dataCenter.setShutdownTime(Place.KAKTUS, Optional.empty());
        var ordered = new CompletableFuture<WorkflowStub>();
        engine.saboteur.plan(new CancelDuring(
                engine, index -> index == engine.saboteur.seen().indexOf("Hypervisor.State"), ordered));
        var operation = orders.power(PowerAction.SHUTDOWN);
        ordered.complete(operation);
        assertThatThrownBy(() -> engine.result(operation)).isInstanceOf(WorkflowFailedException.class);
        assertThat(state()).isEqualTo(OperationState.CANCELLED);
        assertThat(place.dump()).isEqualTo(before);
    }

    @Test
    void a_cancelled_power_action_does_not_wait_for_a_kaktus_that_is_away() {
        running();
        place.dataCenter.setLibvirtAway(Place.KAKTUS, true);
        var operation = orders.power(PowerAction.STOP);
        untilStep("Stop");
        operation.cancel();
        assertThatThrownBy(() -> engine.result(operation)).isInstanceOf(WorkflowFailedException.class);
        assertThat(state()).isEqualTo(OperationState.CANCELLED);
        assertThat(place.ledgers.dump()).anyMatch(line -> line.startsWith("instance") && line.contains("UNKNOWN"));
    }

    @Test
    void a_power_action_that_means_nothing_now_is_refused_at_once() {
        running();
        engine.result(orders.power(PowerAction.STOP));
        var operation = orders.power(PowerAction.RESET);
        assertThatThrownBy(() -> engine.result(operation))
                .satisfies(thrown -> assertThat(Faults.from(thrown).fault()).isEqualTo(Fault.INVALID_STATE));
        assertThat(place.ledgers.operation(orders.last()).orElseThrow().reason())
                .contains("web-1");
    }

    private void volumes() {
        engine.result(orders.createVolume(Orders.ROOT, place.template));
    }

    private void running() {
        volumes();
        engine.result(orders.createInstance());
    }

    private void untilStep(String begin) {
        await().until(() -> place.ledgers.operation(orders.last()).stream()
                .flatMap(written -> written.steps().stream())
                .anyMatch(step -> step.name().startsWith(begin)));
    }

    private OperationState state() {
        return place.ledgers.operation(orders.last()).orElseThrow().state();
    }
}
