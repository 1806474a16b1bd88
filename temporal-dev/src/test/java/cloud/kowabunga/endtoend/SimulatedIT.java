package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code ./kowabunga up --simulated}, on a disk of its own that can be too small and can fill up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SimulatedIT {
    private static final String SIMULATED = "Simulated region: instances, disks and networks exist in memory only";

    private Path disk;
    private Platform platform;
    private String said;

    @BeforeAll
    void bring_it_up() throws IOException {
        disk = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-simulated-");
        platform = Platform.apart(disk.resolve("home"));
        mount("size=3300m");
        said = platform.kowabunga("up", "--simulated", "--ports-from", Platform.portsApart(0))
                .orFail()
                .output();
    }

    @AfterAll
    void unmount() throws IOException {
        platform.kowabunga("down", "--purge");
        platform.run("umount", disk.toString()).orFail();
        Files.delete(disk);
    }

    private void mount(String options) {
        platform.run("mount", "-t", "tmpfs", "-o", options, "none", disk.toString())
                .orFail();
    }

    @Test
    @Order(1)
    void launcher_api_and_koala_say_that_it_is_simulated() {
        assertThat(said).contains("SIMULATED", "All is up", "(simulated)");
        assertThat(platform.status().path("simulated").asBoolean()).isTrue();
        assertThat(platform.kowabunga("status").orFail().output()).contains("SIMULATED");
        assertThat(platform.api().get("/platform").path("simulated").asBoolean())
                .isTrue();
        try (var chromium = Chromium.open()) {
            soon(chromium.signInPage(platform).getByText(SIMULATED));
            soon(chromium.signedIn(platform).getByText(SIMULATED));
        }
    }

    @Test
    @Order(2)
    void an_instance_is_made_shown_and_removed() {
        var machines = Machines.in(platform);
        var volume = machines.emptyVolume("in-memory");
        var adapter = machines.adapter("in-memory");
        var made = machines.create("in-memory", 134217728, volume, adapter)
                .orFail()
                .body();
        var found = machines.api().get("/search/instances?name=in-memory").path(0);
        assertThat(found.path("state").asText()).isEqualTo("running");
        assertThat(found.path("kaktus_name").asText()).isEqualTo("k1");
        machines.delete(made.path("id").asText(), volume, adapter);
        assertThat(machines.api().get("/search/instances?name=in-memory")).isEmpty();
    }

    @Test
    @Order(3)
    void a_disk_that_fills_up_is_a_sentence_and_room_mends_it() throws IOException {
        var filler = disk.resolve("filler");
        platform.run("sh", "-c", "dd if=/dev/zero bs=1M 2>&1 of=" + filler);
        assertThat(platform.run("df", disk.toString()).output()).contains("100%");
        // It may still come to its end, in pages that the database has already: it is told of the disk in any case.
        assertThat(Platform.apart(platform.home(), "timeout", "30")
                        .kowabunga("demo", "patient")
                        .output())
                .contains("The disk is full where " + platform.home() + " is")
                .doesNotContain("Exception");
        assertThat(platform.kowabunga("up").output()).contains("Only 0 MiB are free where " + platform.home());

        Files.delete(filler);
        platform.kowabunga("up").orFail();
        platform.kowabunga("demo", "patient").orFail();
        assertThat(platform.api().get("/search/instances"))
                .extracting(instance -> instance.path("name").asText())
                .contains("first", "patient");
    }

    @Test
    @Order(4)
    void purge_leaves_no_process_no_port_and_no_file() {
        platform.kowabunga("down", "--purge").orFail();
        assertThat(platform.home()).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(platform.home().toString())))
                .isEmpty();
        assertThat(platform.run(
                                "ss",
                                "-Hltn",
                                "sport >= :" + Platform.portsApart(0) + " and sport < :" + Platform.portsApart(1))
                        .output())
                .isEmpty();
    }

    @Test
    @Order(5)
    void a_disk_that_is_too_small_is_a_sentence_and_nothing_is_made() {
        mount("size=64m");
        try {
            var refused = platform.kowabunga("up", "--simulated", "--ports-from", Platform.portsApart(0));
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("Only 64 MiB are free where " + platform.home() + " is; 3072 MiB are needed");
            assertThat(disk).isEmptyDirectory();
        } finally {
            platform.run("umount", disk.toString()).orFail();
        }
    }
}
