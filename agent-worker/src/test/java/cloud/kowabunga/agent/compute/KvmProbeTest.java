package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KvmProbeTest {
    @TempDir
    private Path state;

    @Test
    @Timeout(30)
    void what_was_found_is_kept_and_found_again_at_once() {
        var first = new KvmProbe(Optional.empty(), state);
        assertThat(first.found()).isEmpty();
        var finding = first.find();
        assertThat(first.found()).contains(finding);
        assertThat(state.toFile().list()).singleElement().asString().startsWith("kvm-");

        var before = System.nanoTime();
        assertThat(new KvmProbe(Optional.empty(), state).find()).isEqualTo(finding);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_setting_decides_without_a_try() {
        assertThat(new KvmProbe(Optional.of(DomainType.KVM), state).get()).isEqualTo(DomainType.KVM);
        assertThat(state).isEmptyDirectory();
    }
}
