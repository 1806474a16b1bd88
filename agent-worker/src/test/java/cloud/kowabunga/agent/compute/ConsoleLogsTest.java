package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleLogsTest {
    @TempDir
    private Path state;

    @Test
    void a_log_that_has_grown_too_large_begins_anew_and_the_writer_goes_on() throws IOException {
        var log = new DomainFiles(state).of(new InstanceId("i1")).console();
        Files.createDirectories(log.getParent());
        try (var logs = new ConsoleLogs(DomainFiles.consoles(state), Bytes.ofMib(1));
                var guest = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            guest.write(new byte[1 << 20]);
            logs.look();
            assertThat(log).hasSize(1 << 20);
            guest.write("more".getBytes(StandardCharsets.UTF_8));
            logs.look();
            assertThat(log).isEmptyFile();
            assertThat(ConsoleLogs.before(log)).hasSize((1 << 20) + 4);
            guest.write("on".getBytes(StandardCharsets.UTF_8));
            assertThat(log).hasContent("on");
        }
    }

    @Test
    void a_kaktus_without_machines_has_nothing_to_bound() {
        try (var logs = new ConsoleLogs(DomainFiles.consoles(state), Bytes.ofMib(1))) {
            logs.look();
        }
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void nothing_of_an_instance_outlives_it() throws IOException {
        var files = new DomainFiles(state);
        var log = files.of(new InstanceId("i1")).console();
        Files.createDirectories(log.getParent());
        Files.writeString(log, "now");
        Files.writeString(ConsoleLogs.before(log), "before");
        files.remove(new InstanceId("i1"));
        assertThat(log.getParent()).isEmptyDirectory();
    }
}
