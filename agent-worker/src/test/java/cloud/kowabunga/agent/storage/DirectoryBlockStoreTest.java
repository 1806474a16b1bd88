package cloud.kowabunga.agent.storage;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What directories do beyond the contract: fetch by HTTP, be shared, be swept and be full. Needs root, for a small file system. */
@Timeout(120)
final class DirectoryBlockStoreTest {
    private static final ImageRef TEMPLATE = new ImageRef("local", "template-t");
    private static final ImageRef VOLUME = new ImageRef("local", "volume-a");
    private static final Download.Patience SHORT =
            new Download.Patience(2, Duration.ofMillis(20), Duration.ofSeconds(10));

    @TempDir
    private Path folder;

    private Path pool;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        pool = Files.createDirectory(folder.resolve("pool"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void an_image_is_fetched_by_http(ImageFormat format) throws IOException {
        var source = ImageTools.bootable(folder.resolve("source.img"), 8, "fetched");
        try (var store = store(format)) {
            var image = store.importImage(new Import(TEMPLATE, serve(200, Files.readAllBytes(source), 0)));

            assertThat(image).isEqualTo(new Image(TEMPLATE, Bytes.ofMib(8)));
            assertThat(ImageTools.read(file(TEMPLATE, format))).isEqualTo("fetched");
            assertThat(PoolFiles.leftIn(pool)).containsExactly("template-t." + format.wire());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_download_that_fails_leaves_no_file(ImageFormat format) throws IOException {
        var text = "This is no disk image.\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var whole = Files.readAllBytes(ImageTools.bootable(folder.resolve("source.img"), 2, "whole"));
        try (var store = store(format)) {
            refusedImport(store, Fault.SOURCE_ABSENT, serve(404, text, 0));
            refusedImport(store, Fault.SOURCE_BROKE_OFF, serve(200, whole, 1000));
            refusedImport(store, Fault.SOURCE_NOT_AN_IMAGE, serve(200, text, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_image_that_reads_another_file_is_refused(ImageFormat format) throws IOException {
        var secret = ImageTools.bootable(folder.resolve("secret.img"), 2, "secret");
        var source = folder.resolve("source.qcow2");
        ImageTools.run(
                "qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", secret.toString(), source.toString());
        try (var store = store(format)) {
            refusedImport(store, Fault.SOURCE_NOT_AN_IMAGE, serve(200, Files.readAllBytes(source), 0));
            refusedImport(store, Fault.SOURCE_NOT_AN_IMAGE, source.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_killed_agent_left_is_swept_and_what_a_living_one_makes_is_not(ImageFormat format) throws IOException {
        var dead = UUID.randomUUID();
        var deadWithMark = UUID.randomUUID();
        Files.writeString(pool.resolve(".new-" + dead + "-1"), "half");
        Files.writeString(pool.resolve(".new-" + deadWithMark + "-7"), "half");
        Files.createFile(pool.resolve(".agent-" + deadWithMark));
        try (var store = store(format);
                var living = PoolMark.make(pool)) {
            var atWork = Files.writeString(living.unfinished(), "at work");
            store.create(new NewImage(VOLUME, Bytes.ofMib(1)));

            assertThat(PoolFiles.leftIn(pool))
                    .containsExactly(atWork.getFileName().toString(), "volume-a." + format.wire());
            assertThat(pool.resolve(".agent-" + deadWithMark)).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void agents_that_make_the_same_images_at_once_make_them_once(ImageFormat format) throws IOException {
        var source = ImageTools.bootable(folder.resolve("source.img"), 4, "shared");
        try (var one = store(format);
                var other = store(format)) {
            var works = IntStream.range(0, 4)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> {
                        var store = number % 2 == 0 ? one : other;
                        store.importImage(new Import(TEMPLATE, source.toString()));
                        store.cloneImage(new Clone(TEMPLATE, VOLUME, Bytes.ofMib(8)));
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(works).join();

            assertThat(other.images("local"))
                    .containsExactly(new Image(TEMPLATE, Bytes.ofMib(4)), new Image(VOLUME, Bytes.ofMib(8)));
            assertThat(PoolFiles.leftIn(pool)).hasSize(2);
            assertThat(ImageTools.read(file(VOLUME, format))).isEqualTo("shared");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_full_disk_is_a_full_pool_and_keeps_no_file(ImageFormat format) throws IOException {
        var dense = ImageTools.bootable(folder.resolve("dense.img"), 6, "dense");
        try (var out = new RandomAccessFile(dense.toFile(), "rw")) {
            var noise = new byte[6 << 20];
            new Random(1).nextBytes(noise);
            out.seek(512);
            out.write(noise, 0, noise.length - 512);
        }
        ImageTools.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", pool.toString());
        try (var store = store(format)) {
            Files.write(pool.resolve("ballast"), new byte[4 << 20]);
            refusedImport(store, Fault.POOL_FULL, dense.toString(), "ballast");
            refusedImport(store, Fault.POOL_FULL, serve(200, Files.readAllBytes(dense), 0), "ballast");
        } finally {
            ImageTools.run("umount", "--lazy", pool.toString());
        }
    }

    private void refusedImport(DirectoryBlockStore store, Fault fault, String source, String... left) {
        assertRefused(fault, () -> store.importImage(new Import(TEMPLATE, source)));
        assertThat(store.images("local")).isEmpty();
        assertThat(PoolFiles.leftIn(pool)).containsExactly(left);
    }

    private DirectoryBlockStore store(ImageFormat format) {
        return new DirectoryBlockStore(List.of(new DirectoryPool("local", pool, format)), Progress.UNHEARD, SHORT);
    }

    private ImageFile file(ImageRef image, ImageFormat format) {
        return new ImageFile(pool.resolve(image.image() + "." + format.wire()), format);
    }

    /** Serves the bytes, and breaks off so many bytes before their end. */
    private String serve(int status, byte[] bytes, int missing) {
        var path = "/" + UUID.randomUUID();
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length - missing);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
