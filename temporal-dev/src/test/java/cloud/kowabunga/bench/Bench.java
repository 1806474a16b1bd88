package cloud.kowabunga.bench;

import cloud.kowabunga.endtoend.Api;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.TaskQueues;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * What {@code ./kowabunga bench} prints, against a simulated platform that it has started. Arguments: the output of
 * {@code status -o json} as a file, Temporal's address.
 */
public final class Bench {
    private static final int ONE_BY_ONE = 30;
    private static final int AT_ONCE = 50;
    private static final int CONCURRENT = 200;
    private static final int ROUND_TRIPS = 200;

    private final JsonNode status;
    private final Api api;
    private final WorkflowClient engine;

    private Bench(JsonNode status, String temporal) throws IOException {
        this.status = status;
        this.api = new Api(
                status.path("api").asText(),
                Files.readString(Path.of(status.path("adminKeyFile").asText())).strip());
        this.engine = WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(temporal)
                        .build()),
                WorkflowClientOptions.newBuilder().setNamespace("kowabunga").build());
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new Bench(new ObjectMapper().readTree(Path.of(arguments[0]).toFile()), arguments[1]);
        var factory = WorkerFactory.newInstance(bench.engine);
        var worker = factory.newWorker(NoOps.QUEUE);
        worker.registerWorkflowImplementationTypes(NoOps.Sequence.class, RoundTrips.OneByOne.class);
        NoOps.NoOp nothing = () -> {};
        NetworkActivities everyBridge = bridges -> {};
        worker.registerActivitiesImplementations(nothing, everyBridge);
        factory.start();
        bench.creations();
        bench.roundTrips();
        bench.memory();
        factory.shutdownNow();
        System.exit(0);
    }

    /** A place in the project that an instance can be made in, again and again. */
    private record Slot(String name, String adapter, String volume) {}

    private void creations() throws Exception {
        var region = api.named("/region", "region", "basement").path("id").asText();
        var zone = api.named("/region/" + region + "/zones", "zone", "basement-a")
                .path("id")
                .asText();
        var vnet = api.named("/region/" + region + "/vnets", "vnet", "basement-net")
                .path("id")
                .asText();
        var subnet = api.named("/vnet/" + vnet + "/subnets", "subnet", "basement-subnet")
                .path("id")
                .asText();
        var project = api.named("/project", "project", "demo").path("id").asText();
        var slots = new ArrayBlockingQueue<Slot>(AT_ONCE);
        for (var i = 0; i < AT_ONCE; i++) {
            var name = "bench-" + i + "-" + UUID.randomUUID().toString().substring(0, 8);
            slots.add(new Slot(
                    name,
                    made("/subnet/" + subnet + "/adapter?assignIP=true", "{\"name\": \"%s\"}".formatted(name)),
                    made("/project/" + project + "/region/" + region + "/volume", """
                            {"name": "%s", "type": "raw", "size": 1073741824}""".formatted(name))));
        }
        var instances = "/project/" + project + "/zone/" + zone + "/instance";
        one(slots, instances);
        var counted = countedSteps();
        System.out.printf(
                "%naccept-to-running (a creation: %d activities on an agent, %d local ones)%n", counted[0], counted[1]);
        System.out.printf("  %-28s %10s %10s %10s%n", "", "p50 ms", "p95 ms", "per s");
        for (var atOnce : new int[] {1, AT_ONCE}) {
            var times = atOnce == 1 ? ONE_BY_ONE : CONCURRENT;
            var noOps = Figures.of(times, atOnce, () -> () -> noOp(counted[0], counted[1]));
            var creations = Figures.of(times, atOnce, () -> () -> one(slots, instances));
            row("no-op activities, " + atOnce + " at once", noOps);
            row("creations, " + atOnce + " at once", creations);
            System.out.printf(
                    "  %-28s %10.2f %10.2f %10.2f%n",
                    "ratio",
                    creations.millis(50) / noOps.millis(50),
                    creations.millis(95) / noOps.millis(95),
                    creations.perSecond() / noOps.perSecond());
        }
        System.out.println(
                "  (the rate of creations counts the deletion of each, which follows it and is not in its time)");
    }

    private static void row(String what, Figures figures) {
        System.out.printf(
                "  %-28s %10.0f %10.0f %10.1f%n", what, figures.millis(50), figures.millis(95), figures.perSecond());
    }

    private String made(String path, String body) {
        return api.call("POST", path, body).orFail().body().path("id").asText();
    }

    /** Creates an instance, measured, and deletes it, not measured. */
    private long one(ArrayBlockingQueue<Slot> slots, String path) throws InterruptedException {
        var slot = slots.take();
        try {
            var began = System.nanoTime();
            var id = made(path, """
                    {"name": "%s", "memory": 134217728, "vcpus": 1, "adapters": ["%s"], "volumes": ["%s"]}""".formatted(slot.name(), slot.adapter(), slot.volume()));
            var took = System.nanoTime() - began;
            api.call("DELETE", "/instance/" + id, null).orFail();
            return took;
        } finally {
            slots.add(slot);
        }
    }

    private long noOp(int ordinary, int local) {
        var began = System.nanoTime();
        engine.newWorkflowStub(
                        NoOps.class,
                        WorkflowOptions.newBuilder().setTaskQueue(NoOps.QUEUE).build())
                .run(ordinary, local);
        return System.nanoTime() - began;
    }

    /** How many ordinary and local activities the last creation did, counted in its history. */
    private int[] countedSteps() {
        var last = api.get("/operation?noun=instance&limit=20");
        for (var operation : last) {
            if (operation.path("verb").asText().equals("CreateInstance")) {
                var history = engine.fetchHistory(
                        operation.path("workflow_id").asText(),
                        operation.path("run_id").asText());
                var ordinary = history.getEvents().stream()
                        .filter(event -> event.hasActivityTaskScheduledEventAttributes())
                        .count();
                var local = history.getEvents().stream()
                        .filter(event -> event.hasMarkerRecordedEventAttributes()
                                && event.getMarkerRecordedEventAttributes()
                                        .getMarkerName()
                                        .equals("LocalActivity"))
                        .count();
                return new int[] {(int) ordinary, (int) local};
            }
        }
        throw new IllegalStateException("no creation is among the last operations");
    }

    private void roundTrips() {
        var region = api.named("/region", "region", "basement").path("id").asText();
        var zone = api.named("/region/" + region + "/zones", "zone", "basement-a")
                .path("id")
                .asText();
        var kaktus = api.ids("/zone/" + zone + "/kaktuses").getFirst();
        var tunnelled = TaskQueues.of(new KaktusId(kaktus));
        roundTrip(NoOps.QUEUE, 20);
        roundTrip(tunnelled, 20);
        var direct = roundTrip(NoOps.QUEUE, ROUND_TRIPS);
        var tunnel = roundTrip(tunnelled, ROUND_TRIPS);
        System.out.printf("%nactivity round trip, one after the other%n");
        System.out.printf("  direct gRPC        %6.1f ms%n", direct);
        System.out.printf("  through the tunnel %6.1f ms%n", tunnel);
        System.out.printf("  ratio              %6.2f%n", tunnel / direct);
    }

    private double roundTrip(String queue, int times) {
        return engine.newWorkflowStub(
                                RoundTrips.class,
                                WorkflowOptions.newBuilder()
                                        .setTaskQueue(NoOps.QUEUE)
                                        .build())
                        .run(queue, times)
                / (double) times;
    }

    private void memory() throws IOException {
        System.out.printf("%nmemory (resident)%n");
        for (var process : status.path("processes").properties()) {
            var pages = Files.readString(Path.of("/proc", process.getValue().asText(), "status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .map(line -> line.replaceAll("\\D", ""))
                    .orElse("0");
            System.out.printf("  %-18s %6d MiB%n", process.getKey(), Long.parseLong(pages) / 1024);
        }
    }
}
