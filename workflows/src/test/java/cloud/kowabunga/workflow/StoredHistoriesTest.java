package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.VolumeId;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operations that began under an older version go on under this one: for every kind there are stored histories, one that went well, one
 * that was undone and one that was cancelled, and today's code takes the same decisions. After a change under versioning, add new ones beside the old with
 * {@code mvn -pl workflows -am test -Dtest=StoredHistoriesTest -Dhistories.record=true -Dsurefire.failIfNoSpecifiedTests=false};
 * a file that is there already is never overwritten.
 */
@Timeout(120)
final class StoredHistoriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/histories");
    private static final List<String> REPRESENTATIVES = List.of(
            "CreateInstance",
            "DeleteInstance",
            "UpdateInstance running",
            "PowerInstance SHUTDOWN",
            "CreateKompute",
            "UpdateKompute running",
            "UpdateKompute with a new disk",
            "DeleteKompute",
            "CreateVolume of a template",
            "ResizeVolume running",
            "DeleteVolume",
            "ImportTemplate",
            "DeleteTemplate");

    @TestFactory
    Stream<DynamicTest> stored_histories_replay() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
        }
    }

    @Test
    void every_kind_of_operation_has_a_history_of_each_ending() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            for (var type : WorkflowTypes.ALL) {
                var verb = type.getSimpleName().replace("Workflow", "");
                assertThat(names)
                        .anyMatch(name -> name.startsWith(verb) && name.endsWith("-done.json"))
                        .anyMatch(name -> name.startsWith(verb) && name.endsWith("-undone.json"))
                        .anyMatch(name -> name.startsWith(verb) && name.endsWith("-cancelled.json"));
            }
        }
    }

    @Test
    void histories_of_today_replay_too(@TempDir Path temporary) throws IOException {
        var folder = Boolean.getBoolean("histories.record") ? FOLDER : temporary;
        try (var engine = new Engine(100)) {
            for (var scenario : Scenario.ALL) {
                if (REPRESENTATIVES.contains(scenario.name())) {
                    var size = new Rehearsal(engine, scenario).activities().size();
                    replay(record(engine, scenario, _ -> new Saboteur.Plot() {}, folder, "done"));
                    replay(record(engine, scenario, _ -> LostWorkerTest.refusing(size - 2), folder, "undone"));
                    var half = size / 2;
                    replay(record(
                            engine,
                            scenario,
                            ordered -> new CancelDuring(engine, index -> index == half, ordered),
                            folder,
                            "cancelled"));
                }
            }
        }
    }

    @Test
    void bulks_of_today_replay_too(@TempDir Path temporary) throws IOException {
        var folder = Boolean.getBoolean("histories.record") ? FOLDER : temporary;
        var bulk = deletion("RunBulk", List.of(Orders.ROOT, Orders.DATA));
        var many = IntStream.range(0, 12)
                .mapToObj(number -> new VolumeId("v" + number))
                .toList();
        try (var engine = new Engine(100)) {
            replay(record(engine, bulk, _ -> new Saboteur.Plot() {}, folder, "done"));
            replay(record(engine, bulk, _ -> refusingOnce("BlockStore.Delete"), folder, "undone"));
            replay(record(
                    engine,
                    bulk,
                    ordered -> new CancelDuring(
                            engine, index -> engine.saboteur.seen().get(index).equals("Volume.BeginDelete"), ordered),
                    folder,
                    "cancelled"));
            replay(record(
                    engine,
                    deletion("RunBulk of parts that wait", many),
                    _ -> awayUntilBegun(many.size()),
                    folder,
                    "done"));
            replay(record(engine, begunAnew(), _ -> awayUntilBegun(2), folder, "done"));
        }
    }

    private static Scenario deletion(String name, List<VolumeId> volumes) {
        return new Scenario(
                name,
                (orders, _) -> volumes.forEach(volume -> orders.finish(orders.createVolume(volume, null))),
                orders -> orders.deleteVolumes(volumes),
                Set.of(),
                Set.of());
    }

    private static Scenario begunAnew() {
        var volumes = List.of(Orders.ROOT, Orders.DATA);
        return new Scenario(
                "RunBulk begun anew",
                deletion("", volumes).given(),
                orders -> {
                    var bulk = orders.bulk(volumes);
                    orders.begin(bulk, bulk.parts().getFirst());
                    return orders.run(bulk);
                },
                Set.of(),
                Set.of());
    }

    /** Each waits until so many have begun. */
    private static Saboteur.Plot awayUntilBegun(int count) {
        var begun = ConcurrentHashMap.<String>newKeySet();
        return new Saboteur.Plot() {
            @Override
            public void before(int index, String activity, String workflow) {
                if (activity.equals("Volume.BeginDelete")) {
                    begun.add(workflow);
                    if (begun.size() < count) {
                        throw Fault.DATABASE_AWAY.because("Away.");
                    }
                }
            }
        };
    }

    private static Saboteur.Plot refusingOnce(String which) {
        var refused = new AtomicBoolean();
        return new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals(which) && refused.compareAndSet(false, true)) {
                    throw Fault.STORE_REFUSED.because("The pool says no.");
                }
            }
        };
    }

    private static void replay(Path file) {
        assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(
                        WorkflowExecutionHistory.fromJson(Files.readString(file)),
                        WorkflowTypes.ALL.getFirst(),
                        WorkflowTypes.ALL.stream().skip(1).toArray(Class<?>[]::new)))
                .doesNotThrowAnyException();
    }

    private static Path record(
            Engine engine,
            Scenario scenario,
            Function<CompletableFuture<WorkflowStub>, Saboteur.Plot> plot,
            Path folder,
            String ending)
            throws IOException {
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        var ordered = new CompletableFuture<WorkflowStub>();
        engine.saboteur.plan(plot.apply(ordered));
        var operation = scenario.order().apply(orders);
        ordered.complete(operation);
        var file = folder.resolve(scenario.name().replace(' ', '-') + "-" + ending + ".json");
        awaitEnd(engine, operation);
        if (Files.notExists(file)) {
            var workflow = Objects.requireNonNull(operation.getExecution()).getWorkflowId();
            Files.writeString(file, engine.client().fetchHistory(workflow).toJson(true));
        }
        return file;
    }

    private static void awaitEnd(Engine engine, WorkflowStub operation) {
        try {
            engine.result(operation);
        } catch (WorkflowFailedException _) {
            // This is how an operation that was undone ends.
        }
    }
}
