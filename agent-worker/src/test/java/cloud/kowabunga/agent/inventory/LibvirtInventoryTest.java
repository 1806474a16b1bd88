package cloud.kowabunga.agent.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.agent.compute.Census;
import cloud.kowabunga.agent.compute.DomainType;
import cloud.kowabunga.agent.compute.KvmProbe;
import cloud.kowabunga.agent.compute.LibvirtConnection;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.agent.storage.DirectoryBlockStore;
import cloud.kowabunga.agent.storage.DirectoryPool;
import cloud.kowabunga.agent.storage.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report where there is no libvirtd at all. One that runs, and one that hangs, are looked at by the tests that start machines. */
@Timeout(60)
final class LibvirtInventoryTest {
    @TempDir
    private Path folder;

    @Test
    void a_libvirtd_that_is_not_there_keeps_back_no_report_and_is_named_in_it() throws IOException {
        var pool = new DirectoryPool("local", Files.createDirectory(folder.resolve("pool")), ImageFormat.QCOW2);
        var away = new DirectoryPool("archive", folder.resolve("not-mounted"), ImageFormat.RAW);
        var uri = "qemu+unix:///system?socket=" + folder.resolve("libvirt-sock");
        try (var store = new DirectoryBlockStore(List.of(pool, away), Progress.UNHEARD);
                var libvirt = new LibvirtConnection(uri)) {
            var kvm = new KvmProbe(Optional.of(DomainType.QEMU), folder);
            var inventory = new LibvirtInventory("1", Instant.EPOCH, new Census(libvirt), kvm, store);
            var report = inventory.report();

            assertThat(report.domains()).as("nothing is known of the machines").isNull();
            assertThat(report.processor()).isNull();
            assertThat(report.pools()).hasSize(2);
            assertThat(report.problems()).hasSize(2);
            assertThat(report.problems().getFirst()).startsWith("libvirt at " + uri + " does not answer: ");
            assertThat(report.problems().getLast())
                    .isEqualTo("Pool 'archive' is away: there is no directory '%s' on this Kaktus.", away.path());
        }
    }
}
