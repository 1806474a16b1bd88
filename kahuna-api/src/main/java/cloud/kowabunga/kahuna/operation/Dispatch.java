package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Starts an operation and answers as the caller prefers: with the finished object, or at once with the operation. A caller that goes
 * away changes nothing: the operation is the engine's from the moment it is admitted.
 */
@Component
public final class Dispatch {
    public static final String HEADER = "X-Kowabunga-Operation";

    /** After that long the caller gets the operation and not its end; the published clients wait no longer either. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Operations operations;
    private final OperationQuery query;
    private final MeterRegistry meters;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    Dispatch(Operations operations, OperationQuery query, MeterRegistry meters) {
        this.operations = operations;
        this.query = query;
        this.meters = meters;
    }

    /**
     * What is to be done.
     *
     * @param verb the workflow's interface
     * @param input makes the workflow's argument
     * @param result what the workflow answers; {@code Void.class} for nothing
     */
    public record Task(
            Class<?> verb,
            Noun noun,
            Id resource,
            String name,
            @Nullable ProjectId project,
            @Nullable RegionId region,
            Function<Order, Object> input,
            Class<?> result) {}

    /** @param body reads the finished object */
    public ResponseEntity<Object> run(
            Errand errand, Task task, HttpStatus done, Supplier<? extends @Nullable Object> body) {
        var order = errand.order(task.verb(), task.noun(), task.resource(), task.name(), task.project(), task.region());
        try (var _ = MDC.putCloseable("operation", order.id().value())) {
            var running = start(errand, task, order);
            // Also for a caller who does not wait: the metrics want to know how it ends.
            var end = waiting.submit(() -> follow(running, task, order));
            var preferences = errand.preferences();
            if (preferences.async() || !ended(end)) {
                return accepted(running.id(), new Preferences(true, preferences.pauseOnFailure()));
            }
            var answer = ResponseEntity.status(done);
            if (preferences.pauseOnFailure()) {
                answer.header(Preferences.HEADER, preferences.applied());
            }
            return answer.body(body.get());
        }
    }

    private Running start(Errand errand, Task task, Order order) {
        if (errand.ids().again()) {
            var before = query.find(order.id());
            if (before.isPresent()) {
                tellCaller(order.id());
                var view = before.get();
                return new Running(view.id(), view.workflowId(), view.runId());
            }
        }
        try {
            var running = operations.start(order, task.input().apply(order));
            tellCaller(running.id());
            return running;
        } catch (KowabungaException no) {
            count(task, order, no.fault());
            // What the ledger refused is an operation too; what never reached it is none.
            if (no.fault() != Fault.OPERATION_RUNNING && no.fault().category() != Category.TRANSIENT) {
                tellCaller(order.id());
            }
            throw no;
        }
    }

    private boolean follow(Running running, Task task, Order order) {
        try {
            operations.await(running, task.result());
            count(task, order, null);
            return true;
        } catch (KowabungaException no) {
            count(task, order, no.fault());
            throw no;
        }
    }

    /** False where it still goes on and the caller has waited long enough. */
    private static boolean ended(Future<Boolean> end) {
        try {
            return end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KowabungaException no) {
                throw no;
            }
            throw Fault.INTERNAL.because("Something went wrong inside Kahuna. Its log has the details.", failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An operation as it is now, with where to look for how it goes on. */
    public ResponseEntity<Object> accepted(OperationId id) {
        return accepted(id, new Preferences(true, false));
    }

    private ResponseEntity<Object> accepted(OperationId id, Preferences preferences) {
        var view = query.find(id)
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Operation '" + id.value() + "'."));
        return ResponseEntity.accepted()
                .header("Location", Api.PREFIX + "/operation/" + id.value())
                .header(Preferences.HEADER, preferences.applied())
                .body(OperationBody.of(view));
    }

    /** By verb and outcome, with how long it took from the request on. */
    private void count(Task task, Order order, @Nullable Fault fault) {
        meters.timer(
                        "kowabunga.operations",
                        "verb",
                        task.verb().getSimpleName(),
                        "outcome",
                        fault == null ? "SUCCEEDED" : fault.name())
                .record(Duration.between(order.orderedAt(), Instant.now()));
    }

    /** On the response itself, so that an error carries it too. */
    private static void tellCaller(OperationId id) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletResponse response = attributes.getResponse();
            if (response != null) {
                response.setHeader(HEADER, id.value());
            }
        }
    }
}
