package cloud.kowabunga.testing;

import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.testing.World.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of operations in memory. */
final class InMemoryOperationLedger implements OperationLedger {
    private final InMemoryLedgers world;
    private final Map<OperationId, Written> operations = new HashMap<>();
    private final Map<OperationId, Opening> openings = new HashMap<>();

    InMemoryOperationLedger(InMemoryLedgers world) {
        this.world = world;
    }

    @Override
    public void open(Opening opening) {
        world.transaction(() -> {
            openings.putIfAbsent(opening.order().id(), opening);
            return operations.putIfAbsent(
                            opening.order().id(), new Written(OperationState.RUNNING, List.of(), null, null))
                    == null;
        });
    }

    @Override
    public void record(Progress progress) {
        var written = new Written(progress.state(), progress.steps(), null, null);
        world.transaction(() -> {
            operations.computeIfPresent(
                    progress.operation(), (_, was) -> was.state().isFinal() ? was : written);
            return true;
        });
    }

    @Override
    public void close(Outcome outcome) {
        var written = new Written(outcome.state(), outcome.steps(), outcome.fault(), outcome.reason());
        world.transaction(() -> {
            operations.computeIfPresent(outcome.operation(), (_, _) -> written);
            return true;
        });
    }

    @Override
    public Glance look(Inquiry inquiry) {
        return world.transaction(() -> {
            var other = openings.values().stream()
                    .filter(opening -> opening.workflowId().equals(inquiry.workflowId()))
                    .map(Opening::order)
                    .filter(order -> !order.id().equals(inquiry.operation()) && goesOn(order.id()))
                    .findFirst()
                    .map(order -> "%s (%s)".formatted(order.id(), order.verb()))
                    .orElse(null);
            return Optional.ofNullable(operations.get(inquiry.operation()))
                    .map(written -> new Glance(
                            written.state(),
                            opening(inquiry.operation()).orElseThrow().runId(),
                            written.fault(),
                            written.reason(),
                            other))
                    .orElseGet(() -> new Glance(null, null, null, null, other));
        });
    }

    @Override
    public List<OperationId> ended(List<OperationId> wanted) {
        return world.transaction(() -> wanted.stream()
                .filter(operations::containsKey)
                .filter(operation -> !goesOn(operation))
                .toList());
    }

    private boolean goesOn(OperationId operation) {
        var written = operations.get(operation);
        return written != null && !written.state().isFinal();
    }

    /** Where it runs, if it was opened. */
    Optional<Opening> opening(OperationId operation) {
        return Optional.ofNullable(openings.get(operation));
    }

    Optional<Written> find(OperationId operation) {
        synchronized (world) {
            return Optional.ofNullable(operations.get(operation));
        }
    }
}
