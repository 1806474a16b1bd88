package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Shared.class)
class BadDaysIT {
    @Test
    void a_template_source_that_is_absent_is_a_failed_operation_with_a_sentence(Platform platform) {
        var failed = importing(platform, "absent", "/no/such/image.qcow2");
        assertThat(failed.path("fault").asText()).isEqualTo("SOURCE_ABSENT");
        assertThat(failed.path("reason").asText()).contains("/no/such/image.qcow2");
    }

    @Test
    void a_template_source_that_is_no_image_is_refused(Platform platform) throws IOException {
        var text = Files.writeString(platform.home().resolve("readme.txt"), "This is not a disk.\n".repeat(100));
        var failed = importing(platform, "text", text.toString());
        assertThat(failed.path("fault").asText()).isEqualTo("SOURCE_NOT_AN_IMAGE");
    }

    @Test
    void a_template_source_that_breaks_off_leaves_no_file(Platform platform) throws IOException {
        var breaksOff = Files.writeString(platform.home().resolve("breaks-off.sh"), """
                printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 1000000\\r\\n\\r\\n'
                head -c 70000 /dev/zero
                """);
        var server = new ProcessBuilder(
                        "./kowabunga",
                        "in-region",
                        "k1",
                        "socat",
                        "TCP-LISTEN:8099,fork,reuseaddr",
                        "EXEC:/bin/sh " + breaksOff)
                .directory(platform.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        server.environment().put("KOWABUNGA_HOME", platform.home().toString());
        var serving = server.start();
        try {
            var failed = importing(platform, "broken-off", "http://127.0.0.1:8099/image.qcow2");
            assertThat(failed.path("fault").asText()).isEqualTo("SOURCE_BROKE_OFF");
        } finally {
            serving.destroy();
        }
    }

    /** Imports, expects a failure, and that neither a row nor a file is left. */
    private static JsonNode importing(Platform platform, String name, String source) {
        var api = platform.api();
        var region = api.named("/region", "region", "basement").path("id").asText();
        var pool = api.named("/region/" + region + "/pools", "pool", "local")
                .path("id")
                .asText();
        var files = files(platform);
        var operation = api.begin("POST", "/pool/" + pool + "/template", """
                {"name": "%s", "os": "linux", "source": "%s"}""".formatted(name, source));
        await("the operation")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(api.operation(operation).path("state").asText())
                                .isEqualTo("FAILED"));
        assertThat(api.call("GET", "/template/" + operation.path("resource").asText(), null)
                        .status())
                .isEqualTo(404);
        assertThat(files(platform)).isEqualTo(files);
        return api.operation(operation);
    }

    private static List<Path> files(Platform platform) {
        try (Stream<Path> files = Files.walk(platform.home().resolve("agents/k1/pool"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_instance_that_fits_nowhere_is_answered_507_and_nothing_is_left(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("huge");
        var adapter = machines.adapter("huge");
        var before = machines.api().ids("/instance");
        var answer = machines.create("huge", 1L << 45, volume, adapter);
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.body().path("reason").asText()).contains("Kaktus");
        assertThat(machines.api().ids("/instance")).isEqualTo(before);
        machines.api().call("DELETE", "/volume/" + volume, null).orFail();
        machines.api().call("DELETE", "/adapter/" + adapter, null).orFail();
    }

    @Test
    void while_libvirt_is_down_an_operation_waits_says_so_and_goes_on(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("patient");
        var adapter = machines.adapter("patient");
        platform.run("sh", "-c", "kill -9 $(cut -d' ' -f1 " + platform.home().resolve("region/k1/libvirtd.pid") + ")")
                .orFail();
        var operation = machines.begin("patient", volume, adapter);
        await("says that libvirt is away")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                machines.api().operation(operation).path("steps"))
                        .anySatisfy(step ->
                                assertThat(step.path("last_error").asText()).contains("libvirt")));
        var resource = operation.path("resource").asText();
        await("the list of what waits says so too")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(machines.api().get("/operation?state=WAITING&resource=" + resource))
                        .singleElement()
                        .satisfies(row ->
                                assertThat(row.path("waiting_for").asText()).contains("libvirt")));
        platform.kowabunga("start", "region").orFail();
        await("the end")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(machines.api()
                                .operation(operation)
                                .path("state")
                                .asText())
                        .isEqualTo("SUCCEEDED"));
        assertThat(machines.api().get("/operation?state=WAITING&resource=" + resource))
                .isEmpty();
        machines.delete(resource, volume, adapter);
    }

    @Test
    void a_taken_port_and_a_second_start_are_sentences(Platform platform) throws IOException {
        var other = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-other-");
        var shell = new Shell(platform.root(), Map.of("KOWABUNGA_HOME", other.toString()));
        var taken = shell.run(
                Duration.ofMinutes(5),
                List.of("./kowabunga", "up", "--simulated", "--ports-from", platform.setting("KOW_KAHUNA_PORT")));
        assertThat(taken.status()).isEqualTo(1);
        assertThat(taken.output())
                .containsPattern("Port \\d+, wanted for .*, is taken")
                .doesNotContain("Exception");
        shell.run(Duration.ofMinutes(1), List.of("./kowabunga", "down", "--purge"))
                .orFail();

        var holder =
                new ProcessBuilder("flock", platform.home().resolve("run/lock").toString(), "sleep", "60").start();
        try {
            await("the lock is held")
                    .until(() -> platform.kowabunga("stop", "koala").status() != 0);
            assertThat(platform.kowabunga("up").output()).contains("Another ./kowabunga is at work");
        } finally {
            holder.descendants().forEach(ProcessHandle::destroy);
            holder.destroy();
        }
        await("the lock is free")
                .until(() -> platform.kowabunga("start", "koala").status() == 0);
    }

    @Test
    void what_runs_keeps_its_ports_and_its_kind(Platform platform) {
        var port = platform.setting("KOW_KAHUNA_PORT");
        var elsewhere = platform.kowabunga("up", "--ports-from", Platform.portsApart(0));
        assertThat(elsewhere.status()).isEqualTo(1);
        assertThat(elsewhere.output())
                .contains("runs with other settings", "KAHUNA_PORT is " + port, "./kowabunga down");
        var simulated = platform.kowabunga("up", "--simulated");
        assertThat(simulated.status()).isEqualTo(1);
        assertThat(simulated.output()).contains("is one of real machines and stays so");
        assertThat(platform.setting("KOW_KAHUNA_PORT")).isEqualTo(port);
        assertThat(platform.setting("KOW_SIMULATED")).isEqualTo("false");
    }

    @Test
    void a_folder_of_somebody_else_is_neither_taken_nor_removed(Platform platform) throws IOException {
        var foreign = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-foreign-");
        var file = Files.writeString(foreign.resolve("precious"), "mine");
        try {
            assertThat(platform.kowabunga("up", "--simulated", "--home", foreign.toString())
                            .output())
                    .contains("is no home of Kowabunga", "precious");
            assertThat(platform.kowabunga("down", "--purge", "--home", foreign.toString())
                            .orFail()
                            .output())
                    .contains("nothing to stop");
            assertThat(foreign).isDirectoryContaining(file::equals);
        } finally {
            Files.delete(file);
            Files.delete(foreign);
        }
    }
}
