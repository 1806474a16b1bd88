package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KvmProbeTest {
    @TempDir
    private Path state;

    @Test
    @Timeout(30)
    void what_was_found_is_kept_and_not_looked_for_again() throws IOException {
        var first = new KvmProbe(Optional.empty(), state);
        assertThat(first.found()).isEmpty();
        var finding = first.find();
        assertThat(first.found()).contains(finding);
        assertThat(new KvmProbe(Optional.empty(), state).find()).isEqualTo(finding);

        var kept = keptFile();
        assertThat(kept.getFileName().toString()).startsWith("kvm-");
        Files.writeString(kept, finding.type() + " somebody wrote so");
        assertThat(new KvmProbe(Optional.empty(), state).find().reason()).isEqualTo("somebody wrote so");
    }

    @Test
    void a_setting_decides_without_a_try() {
        assertThat(new KvmProbe(Optional.of(DomainType.KVM), state).get()).isEqualTo(DomainType.KVM);
        assertThat(state).isEmptyDirectory();
    }

    private Path keptFile() throws IOException {
        try (var files = Files.list(state)) {
            return files.toList().getFirst();
        }
    }
}
