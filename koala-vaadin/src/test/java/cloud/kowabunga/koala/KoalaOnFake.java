package cloud.kowabunga.koala;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.client.FakeKahuna;
import cloud.kowabunga.koala.client.FakePlatform;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/**
 * Koala alone, on an in-memory Kahuna, to look at. Arguments: Koala's port (21510), the in-memory Kahuna's (21511), and any of
 * {@code empty}, {@code simulated}, {@code many}; all others go to Spring.
 */
final class KoalaOnFake {
    private KoalaOnFake() {}

    public static void main(String[] args) {
        var port = args.length > 0 ? args[0] : "21510";
        var platform = new FakePlatform();
        var kahuna = FakeKahuna.start(platform, args.length > 1 ? Integer.parseInt(args[1]) : 21511);
        var wishes = Arrays.asList(args);
        kahuna.simulated(wishes.contains("simulated"));
        kahuna.pace(Duration.ofSeconds(3));
        if (!wishes.contains("empty")) {
            fill(platform, wishes.contains("many") ? 20_000 : 6);
        }
        System.out.printf(
                "Koala: http://127.0.0.1:%s  key: %s  or %s / %s%n",
                port, FakeKahuna.KEY, FakeKahuna.EMAIL, FakeKahuna.PASSWORD);
        var settings =
                Stream.of("--server.port=" + port, "--management.server.port=0", "--koala.kahuna=" + kahuna.address());
        SpringApplication.run(
                KoalaApplication.class,
                Stream.concat(settings, wishes.stream().filter(arg -> arg.startsWith("--")))
                        .toArray(String[]::new));
    }

    private static void fill(FakePlatform platform, int more) {
        platform.putAgent("kaktus-a-1", true);
        platform.putAgent("kaktus-a-2", true);
        platform.putAgent("kaktus-b-1", false);
        var web = platform.addInstance("web-1", "running");
        var web2 = platform.addInstance("web-2", "creating");
        var db = platform.addInstance("db-1", "shutoff");
        var cache = platform.addInstance("cache-1", "paused");
        var queue = platform.addInstance("queue-1", "deleting");
        platform.addInstance("mail-1", "crashed");
        IntStream.rangeClosed(1, more)
                .forEach(n -> platform.addInstance("worker-" + n, n % 4 == 0 ? "shutoff" : "running"));
        done(platform, platform.addOperation("CreateInstance", web));
        failed(platform, platform.addOperation("CreateInstance", db));
        attention(platform, platform.addOperation("DeleteInstance", queue));
        waiting(platform, platform.addPower(PowerAction.RESUME, cache));
        running(platform, platform.addOperation("CreateInstance", web2));
        catalog(platform);
    }

    private static void catalog(FakePlatform platform) {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "basement.example.org"));
        platform.audit(
                "Create", "region", region, "basement", Map.of("name", "basement", "domain", "basement.example.org"));
        var zone = platform.put("zone", region, Map.of("name", "left"));
        platform.audit("Create", "zone", zone, "left", Map.of("name", "left"));
        platform.addCapacity(region, "basement", zone, "left");
        var project = platform.put(
                "project", "", Map.of("name", "shop", "regions", List.of(region), "quotas", Map.of("vcpus", 40)));
        platform.audit("Create", "project", project, "shop", Map.of("name", "shop", "quotas", Map.of("vcpus", 40)));
        platform.auditRefusal(
                "DeleteProject", "project", project, "ada has the role user; a projectAdmin is needed for this.");
        IntStream.rangeClosed(1, 5).forEach(n -> {
            var volume =
                    platform.put("volume", project, Map.of("name", "disk-" + n, "type", "raw", "size", (long) n << 30));
            var made = platform.addOperation("CreateVolume", "volume", volume, "disk-" + n);
            platform.auditInput(made, Map.of("name", "disk-" + n, "type", "raw", "size", (long) n << 30));
            platform.setOperation(
                    made,
                    n == 4
                            ? Map.of("state", "RUNNING", "overdue", "true", "deadline", "2026-01-01T00:00:00Z")
                            : Map.of("state", "SUCCEEDED"));
        });
    }

    private static void done(FakePlatform platform, String operation) {
        for (var step : new String[] {
            "Open the operation",
            "Admit the instance",
            "Clone the disk",
            "Define the machine",
            "Start the machine",
            "Settle"
        }) {
            platform.step(operation, step, step.contains("machine") ? "kaktus/k-1" : "", Map.of("state", "DONE"));
        }
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
    }

    private static void failed(FakePlatform platform, String operation) {
        platform.step(operation, "Admit the instance", "", Map.of("state", "UNDONE"));
        platform.step(operation, "Clone the disk", "pool/local", Map.of("state", "UNDONE"));
        platform.step(
                operation,
                "Define the machine",
                "kaktus/k-1",
                Map.of(
                        "state",
                        "FAILED",
                        "error",
                        "libvirt on kaktus-a-1 refused the machine: the bridge 'kow0' does not exist."));
        platform.setOperation(
                operation,
                Map.of(
                        "state",
                        "FAILED",
                        "fault",
                        "BRIDGE_MISSING",
                        "reason",
                        "Kaktus 'kaktus-a-1' has no bridge 'kow0': make it there, then retry; if the VNet names the wrong one, cancel, correct the VNet, and order anew."));
    }

    private static void attention(FakePlatform platform, String operation) {
        platform.step(operation, "Stop the machine", "kaktus/k-1", Map.of("state", "DONE"));
        platform.step(
                operation,
                "Delete the disk",
                "pool/local",
                Map.of("state", "FAILED", "error", "The pool 'local' refuses: the image is in use by another client."));
        platform.setOperation(operation, Map.of("state", "ATTENTION"));
    }

    private static void waiting(FakePlatform platform, String operation) {
        platform.step(operation, "Check the order", "", Map.of("state", "DONE"));
        platform.step(operation, "Resume the machine", "kaktus/k-2", Map.of("state", "RUNNING"));
        platform.waits(operation, "kaktus-b-1");
    }

    private static void running(FakePlatform platform, String operation) {
        platform.step(operation, "Open the operation", "", Map.of("state", "DONE"));
        platform.step(operation, "Admit the instance", "", Map.of("state", "DONE"));
        platform.step(
                operation,
                "Clone the disk",
                "pool/local",
                Map.of(
                        "state",
                        "RUNNING",
                        "attempt",
                        2,
                        "progress",
                        0.42,
                        "last_error",
                        "The pool 'local' did not answer within 10 s."));
        platform.setOperation(operation, Map.of("state", "RUNNING"));
    }
}
