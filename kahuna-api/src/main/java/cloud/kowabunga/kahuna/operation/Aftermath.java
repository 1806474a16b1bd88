package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.UpdateInstance;
import cloud.kowabunga.workflow.compute.UpdateKompute;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import cloud.kowabunga.workflow.storage.ResizeVolume;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left to do after an execution that ended without closing its operation. A creation is cleaned up by a deletion; a
 * deletion, a resize and an update are done again from their beginning, which is safe as every step agrees to be done twice; after a
 * power action the instance is in the state its agent last reported. The parts of a bulk go on without it.
 */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
    private static final Requester KOWABUNGA = new Requester("Kowabunga", "kowabunga");

    private final Database database;
    private final Engine engine;
    private final Operations operations;
    private final JooqOperationLedger ledger;

    Aftermath(Database database, Engine engine, Operations operations, JooqOperationLedger ledger) {
        this.database = database;
        this.engine = engine;
        this.operations = operations;
        this.ledger = ledger;
    }

    /** @param how it ended, to follow "The operation" in a sentence */
    void settle(OperationRecord operation, String how) {
        if (operation.getNoun() == Noun.BULK) {
            close(
                    operation,
                    OperationState.FAILED,
                    Fault.OPERATION_CANCELLED,
                    "The operation %s. What it had begun goes on by itself; the rest was not begun.".formatted(how));
            return;
        }
        var remains = database.read(sql -> Remains.of(sql, operation.getNoun(), operation.getResource()));
        if (isDone(operation, remains)) {
            close(operation, OperationState.SUCCEEDED, null, null);
            return;
        }
        if (operation.getVerb().equals("PowerInstance")) {
            database.change(sql -> Remains.believeAgent(sql, operation.getNoun(), operation.getResource()));
        }
        var next = next(operation, remains).map(work -> start(operation, work)).orElse("");
        close(operation, OperationState.FAILED, Fault.OPERATION_CANCELLED, "The operation " + how + "." + next);
    }

    /** Whether everything was done and only the last word is missing. */
    private static boolean isDone(OperationRecord operation, Remains remains) {
        return switch (kind(operation)) {
            case CREATE -> remains.shape() == Remains.Shape.WHOLE || remains.shape() == Remains.Shape.BEING_CHANGED;
            case DELETE -> remains.shape() == Remains.Shape.ABSENT;
            case CHANGE ->
                remains.shape() == Remains.Shape.WHOLE && operation.getId().equals(remains.lastOperation());
            case POWER -> false;
        };
    }

    private Optional<Work> next(OperationRecord operation, Remains remains) {
        var wanted = switch (kind(operation)) {
            case CREATE -> remains.shape() != Remains.Shape.ABSENT;
            case DELETE -> remains.shape() == Remains.Shape.BEING_DELETED;
            case CHANGE -> remains.shape() == Remains.Shape.BEING_CHANGED;
            case POWER -> false;
        };
        return wanted ? Optional.ofNullable(work(operation, remains)) : Optional.empty();
    }

    private @Nullable Work work(OperationRecord operation, Remains remains) {
        return switch (kind(operation)) {
            case CREATE, DELETE -> deletion(operation);
            case CHANGE ->
                switch (operation.getVerb()) {
                    case "ResizeVolume" -> resize(operation, remains);
                    case "UpdateKompute" -> updateOfKompute(operation);
                    default -> update(operation);
                };
            case POWER -> null;
        };
    }

    private static @Nullable Work deletion(OperationRecord operation) {
        var resource = operation.getResource();
        return switch (operation.getNoun()) {
            case INSTANCE -> {
                var order = order(operation, "DeleteInstance");
                yield new Work(order, new DeleteInstance.Input(order, new InstanceId(resource)));
            }
            case KOMPUTE -> {
                var order = order(operation, "DeleteKompute");
                yield new Work(order, new DeleteKompute.Input(order, new KomputeId(resource)));
            }
            case VOLUME -> {
                var order = order(operation, "DeleteVolume");
                yield new Work(order, new DeleteVolume.Input(order, new VolumeId(resource)));
            }
            case TEMPLATE -> {
                var order = order(operation, "DeleteTemplate");
                yield new Work(order, new DeleteTemplate.Input(order, new TemplateId(resource)));
            }
            default -> null;
        };
    }

    private static @Nullable Work resize(OperationRecord operation, Remains remains) {
        if (remains.newSize() == null) {
            return null;
        }
        var order = order(operation, "ResizeVolume");
        var resize =
                new VolumeLedger.Resize(order.id(), new VolumeId(operation.getResource()), remains.newSize(), null);
        return new Work(order, new ResizeVolume.Input(order, resize));
    }

    private @Nullable Work update(OperationRecord operation) {
        var input = input(operation, UpdateInstance.Input.class);
        if (input == null) {
            return null;
        }
        InstanceSpec spec = input.update().spec();
        var order = order(operation, "UpdateInstance");
        return new Work(order, new UpdateInstance.Input(order, new InstanceLedger.Update(order.id(), spec)));
    }

    private @Nullable Work updateOfKompute(OperationRecord operation) {
        var input = input(operation, UpdateKompute.Input.class);
        if (input == null) {
            return null;
        }
        var order = order(operation, "UpdateKompute");
        var update = new KomputeLedger.Update(order.id(), input.update().spec());
        return new Work(order, new UpdateKompute.Input(order, update));
    }

    /** What was wanted stands in the first event of the execution's history. */
    private <I> @Nullable I input(OperationRecord operation, Class<I> type) {
        var first = engine.client()
                .fetchHistory(operation.getWorkflowId(), operation.getRunId())
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes();
        return engine.client()
                .getOptions()
                .getDataConverter()
                .fromPayloads(0, Optional.of(first.getInput()), type, type);
    }

    private static Order order(OperationRecord operation, String verb) {
        return new Order(
                new OperationId(FreshId.next()),
                verb,
                operation.getNoun(),
                operation.getResource(),
                operation.getResourceName(),
                operation.getProjectId(),
                operation.getRegionId(),
                KOWABUNGA,
                Instant.now());
    }

    /** Starts it and says so. Where somebody else works on the resource already, that is as good. */
    private String start(OperationRecord operation, Work work) {
        try {
            operations.start(work.order(), work.input());
            return " Operation %s (%s) puts things right."
                    .formatted(work.order().id(), work.order().verb());
        } catch (KowabungaException refused) {
            if (refused.fault() == Fault.OPERATION_RUNNING || refused.fault() == Fault.NOT_FOUND) {
                return "";
            }
            if (refused.fault().category().retryable()) {
                throw refused;
            }
            LOG.error(
                    "After operation {}: {} was refused.",
                    operation.getId(),
                    work.order().verb(),
                    refused);
            return " Putting things right was refused: " + refused.sentence();
        }
    }

    private void close(
            OperationRecord operation, OperationState state, @Nullable Fault fault, @Nullable String reason) {
        var steps = StoredSteps.read(operation.getSteps()).stream()
                .map(step -> fault == null ? step : interrupted(step, operation.getNoun()))
                .toList();
        ledger.close(new Outcome(operation.getId(), state, List.copyOf(steps), fault, reason));
    }

    private static Step interrupted(Step step, Noun noun) {
        if (step.state() != StepState.RUNNING && step.state() != StepState.UNDOING) {
            return step;
        }
        var left = noun == Noun.BULK;
        return new Step(
                step.number(),
                step.name(),
                step.activity(),
                step.queue(),
                left ? StepState.SKIPPED : StepState.FAILED,
                left ? "It goes on by itself." : "Nobody knows how far it came.",
                step.startedAt(),
                Instant.now(),
                false,
                step.retries());
    }

    private static Kind kind(OperationRecord operation) {
        var verb = operation.getVerb();
        if (verb.startsWith("Create") || verb.startsWith("Import")) {
            return Kind.CREATE;
        }
        if (verb.startsWith("Delete")) {
            return Kind.DELETE;
        }
        return verb.startsWith("Power") ? Kind.POWER : Kind.CHANGE;
    }

    private enum Kind {
        CREATE,
        CHANGE,
        DELETE,
        POWER
    }

    private record Work(Order order, Object input) {}
}
