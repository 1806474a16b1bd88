package cloud.kowabunga.agent.storage;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may come from outside, and what may not; after each refusal the pool holds nothing. */
@Timeout(60)
final class ImportTest {
    private static final ImageRef IMAGE = new ImageRef("local", "template-t");

    @TempDir
    private Path folder;

    private final List<String> progress = new ArrayList<>();
    private Path pool;
    private DirectoryBlockStore store;

    @BeforeEach
    void open() throws IOException {
        pool = Files.createDirectory(folder.resolve("pool"));
        store = open(progress::add);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        assertThat(PoolFiles.leftIn(pool)).isSubsetOf("template-t.qcow2");
    }

    private DirectoryBlockStore open(Progress sink) {
        return new DirectoryBlockStore(
                List.of(new DirectoryPool("local", pool, ImageFormat.QCOW2)),
                sink,
                new Download.Patience(3, Duration.ofMillis(10), Duration.ofSeconds(1)));
    }

    @Test
    void an_image_comes_from_a_web_server() throws IOException {
        var bytes = Files.readAllBytes(qcow2("a.qcow2", 8));
        try (var server = new SourceServer(SourceServer.whole(bytes))) {
            assertThat(bring(server.url())).isEqualTo(new Image(IMAGE, Bytes.ofMib(8)));
        }
        assertThat(progress).contains("checking", "storing, 100 %");
        assertThat(ImageTools.read(new ImageFile(pool.resolve("template-t.qcow2"), ImageFormat.QCOW2)))
                .isEqualTo("a system");
    }

    @Test
    void a_server_that_is_away_for_a_moment_is_asked_again() throws IOException {
        var bytes = Files.readAllBytes(qcow2("a.qcow2", 8));
        try (var server = new SourceServer((exchange, here) ->
                (here.requests.get() < 3 ? SourceServer.status(503) : SourceServer.whole(bytes)).to(exchange, here))) {
            assertThat(bring(server.url())).isEqualTo(new Image(IMAGE, Bytes.ofMib(8)));
        }
    }

    @Test
    void a_source_that_the_server_does_not_know_is_absent() throws IOException {
        try (var server = new SourceServer(SourceServer.status(404))) {
            refused(Fault.SOURCE_ABSENT, server.url(), "the server answers 404");
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void a_server_that_stays_away_is_absent_in_the_end() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        refused(Fault.SOURCE_ABSENT, "http://127.0.0.1:" + port + "/a", "nobody answers at that address");
        refused(Fault.SOURCE_ABSENT, "http://nobody.invalid/a", "nobody knows the name 'nobody.invalid'");
        refused(Fault.SOURCE_ABSENT, "http://no host/a", "is not a URL");
    }

    @Test
    void a_source_that_breaks_off_or_falls_silent_is_refused() throws IOException {
        var bytes = Files.readAllBytes(ImageTools.bootable(folder.resolve("a.raw"), 4, "a system"));
        for (var answer : List.of(SourceServer.half(bytes), SourceServer.stalling(bytes))) {
            try (var server = new SourceServer(answer)) {
                refused(Fault.SOURCE_BROKE_OFF, server.url(), "broke off after");
                assertThat(server.requests).hasValue(3);
            }
        }
    }

    @Test
    void an_image_that_keeps_its_content_elsewhere_is_refused() throws IOException {
        qcow2("secret.qcow2", 8);
        var clone = folder.resolve("clone.qcow2").toString();
        ImageTools.run("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "secret.qcow2", clone);
        refused(Fault.SOURCE_NOT_AN_IMAGE, clone, "keeps part of its content in another file");

        var outside = folder.resolve("outside.qcow2").toString();
        ImageTools.run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + folder.resolve("data.raw"),
                outside,
                "8M");
        refused(Fault.SOURCE_NOT_AN_IMAGE, outside, "keeps part of its content in another file");

        var descriptor =
                Files.writeString(folder.resolve("a.vmdk"), "# Disk DescriptorFile\nRW 16 FLAT \"/etc/shadow\" 0\n");
        refused(Fault.SOURCE_NOT_AN_IMAGE, descriptor.toString(), "may name other files");
    }

    @Test
    void what_is_damaged_packed_or_no_image_is_refused() throws IOException {
        var whole = Files.readAllBytes(qcow2("whole.qcow2", 8));
        var cut = Files.write(folder.resolve("cut.qcow2"), java.util.Arrays.copyOf(whole, whole.length / 2));
        refused(Fault.SOURCE_NOT_AN_IMAGE, cut.toString(), "damaged or incomplete");

        var packed = Files.write(folder.resolve("a.img"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
        refused(Fault.SOURCE_NOT_AN_IMAGE, packed.toString(), "is compressed");

        var page = Files.writeString(folder.resolve("b.img"), "<html>Not here</html>");
        refused(Fault.SOURCE_NOT_AN_IMAGE, page.toString(), "is not a disk image");
        refused(Fault.SOURCE_NOT_AN_IMAGE, "/etc/passwd", "is not a disk image");
        refused(Fault.SOURCE_ABSENT, folder.toString(), "is not a file");
    }

    @Test
    void other_formats_are_converted() throws IOException {
        var raw = ImageTools.bootable(folder.resolve("a.raw"), 8, "a system");
        for (var format : List.of("vdi", "vhdx", "vpc")) {
            var file = folder.resolve("a." + format);
            ImageTools.run("qemu-img", "convert", "-f", "raw", "-O", format, raw.toString(), file.toString());
            assertThat(bring(file.toString()).size()).isGreaterThanOrEqualTo(Bytes.ofMib(8));
            store.delete(IMAGE);
        }
    }

    @Test
    void a_cancelled_import_stops_and_leaves_nothing() throws IOException {
        store.close();
        store = open(sentence -> {
            throw new IllegalStateException("cancelled at: " + sentence);
        });
        assertThatThrownBy(() -> bring(qcow2("a.qcow2", 8).toString())).hasMessage("cancelled at: checking");

        store.close();
        store = open(sentence -> {
            if (sentence.startsWith("storing")) {
                Thread.currentThread().interrupt();
            }
        });
        assertRefused(Fault.OPERATION_CANCELLED, () -> bring(qcow2("a.qcow2", 8).toString()));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(store.images("local")).isEmpty();
    }

    private Image bring(String source) {
        return store.importImage(new Import(IMAGE, source));
    }

    private void refused(Fault fault, String source, String because) {
        assertRefused(
                fault,
                () -> assertThatThrownBy(() -> bring(source))
                        .hasMessageContaining(because)
                        .hasMessageContaining(source)
                        .satisfies(refusal -> {
                            throw refusal;
                        }));
        assertThat(store.images("local")).isEmpty();
        assertThat(PoolFiles.leftIn(pool)).isEmpty();
    }

    private Path qcow2(String name, int mebibytes) throws IOException {
        var raw = ImageTools.bootable(folder.resolve("system.raw"), mebibytes, "a system");
        var file = folder.resolve(name);
        ImageTools.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), file.toString());
        return file;
    }
}
