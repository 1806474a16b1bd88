package cloud.kowabunga.agent.storage;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are killed, that work at once, or whose disk is full, away or in use. */
@Timeout(60)
final class SharedDirectoryTest {
    private static final ImageRef IMAGE = new ImageRef("local", "volume-a");
    private static final Bytes SMALL = Bytes.ofMib(4);

    @TempDir
    private Path folder;

    private Path pool;
    private DirectoryBlockStore store;

    @BeforeEach
    void open() throws IOException {
        pool = Files.createDirectory(folder.resolve("pool"));
        store = open(pool);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static DirectoryBlockStore open(Path pool) {
        return new DirectoryBlockStore(List.of(new DirectoryPool("local", pool, ImageFormat.QCOW2)), Progress.UNHEARD);
    }

    /** The agent that the next test kills: imports into the directory of its first argument from the URL of its second. */
    static final class Agent {
        public static void main(String[] arguments) {
            open(Path.of(arguments[0])).importImage(new Import(IMAGE, arguments[1]));
        }
    }

    @Test
    void what_a_killed_agent_left_is_swept_and_what_a_living_one_makes_is_not() throws Exception {
        var bytes = Files.readAllBytes(ImageTools.bootable(folder.resolve("a.raw"), 4, "a system"));
        try (var server = new SourceServer(SourceServer.stalling(bytes))) {
            var agent = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Agent.class.getName(),
                            pool.toString(),
                            server.url())
                    .inheritIO()
                    .start();
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !PoolFiles.leftIn(pool).isEmpty());
                store.create(new NewImage(new ImageRef("local", "volume-b"), SMALL));
                assertThat(PoolFiles.leftIn(pool)).anyMatch(name -> name.startsWith(".new-"));
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
        store.create(new NewImage(IMAGE, SMALL));
        assertThat(PoolFiles.leftIn(pool)).containsExactly("volume-a.qcow2", "volume-b.qcow2");
        assertThat(hidden()).hasSize(2).contains(".kowabunga.lock");
    }

    @Test
    void many_who_make_the_same_image_make_one() throws Exception {
        try (var another = open(pool);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var wishes = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        (number % 2 == 0 ? store : another).create(new NewImage(IMAGE, SMALL));
                        return true;
                    })
                    .toList();
            for (var done : threads.invokeAll(wishes)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(store.images("local")).containsExactly(new Image(IMAGE, SMALL));
        assertThat(PoolFiles.leftIn(pool)).containsExactly("volume-a.qcow2");
    }

    @Test
    void a_clone_and_the_removal_of_its_source_never_both_succeed() throws Exception {
        for (var round = 0; round < 8; round++) {
            var source = new ImageRef("local", "template-" + round);
            var clone = new ImageRef("local", "volume-" + round);
            store.create(new NewImage(source, SMALL));
            try (var another = open(pool);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var made = threads.submit(() -> another.cloneImage(new Clone(source, clone, SMALL)));
                var removed = threads.submit(() -> store.delete(source));
                assertThat(succeeded(made)).isNotEqualTo(succeeded(removed));
            }
        }
    }

    @Test
    void an_image_that_a_machine_has_open_is_left_alone() throws IOException {
        store.create(new NewImage(IMAGE, SMALL));
        var machine = new ProcessBuilder(
                        "qemu-io", "-f", "qcow2", pool.resolve("volume-a.qcow2").toString())
                .start();
        try {
            await().untilAsserted(() -> assertRefused(Fault.IN_USE, () -> store.delete(IMAGE)));
            assertRefused(Fault.IN_USE, () -> store.resize(new NewImage(IMAGE, Bytes.ofMib(8))));
            store.resize(new NewImage(IMAGE, SMALL));
            assertThat(store.images("local")).containsExactly(new Image(IMAGE, SMALL));
        } finally {
            machine.destroyForcibly().onExit().join();
        }
        store.delete(IMAGE);
        assertThat(PoolFiles.leftIn(pool)).isEmpty();
    }

    @Test
    void a_directory_that_is_away_is_said_to_be() throws IOException {
        Files.move(pool, folder.resolve("elsewhere"));
        assertRefused(Fault.POOL_AWAY, () -> store.create(new NewImage(IMAGE, SMALL)));
        assertThat(store.status("local").problem()).contains("Pool 'local' is away", pool.toString());

        Files.move(folder.resolve("elsewhere"), pool);
        store.create(new NewImage(IMAGE, SMALL));
        assertThat(store.status("local").problem()).isNull();
    }

    @Test
    void a_disk_that_becomes_full_keeps_no_half_image() throws IOException {
        var disk = Files.createDirectory(folder.resolve("disk"));
        var random = Files.write(folder.resolve("random.raw"), incompressible(12));
        ImageTools.run("mount", "-t", "tmpfs", "-o", "size=8M", "kowabunga-test", disk.toString());
        try (var full = open(disk)) {
            assertRefused(Fault.POOL_FULL, () -> full.importImage(new Import(IMAGE, random.toString())));
            assertThat(PoolFiles.leftIn(disk)).isEmpty();
            try (var server = new SourceServer(SourceServer.whole(Files.readAllBytes(random)))) {
                assertRefused(Fault.POOL_FULL, () -> full.importImage(new Import(IMAGE, server.url())));
            }
            assertThat(PoolFiles.leftIn(disk)).isEmpty();
            assertThat(full.images("local")).isEmpty();
        } finally {
            ImageTools.run("umount", disk.toString());
        }
    }

    @Test
    void a_program_that_is_stopped_leaves_no_child_behind() throws Exception {
        var pidFile = folder.resolve("pid");
        var command = Command.of("sh", "-c", "sleep 1000 & echo $! >" + pidFile + "; wait");
        var runner = Thread.ofVirtual().unstarted(() -> assertRefused(Fault.OPERATION_CANCELLED, command::run));
        runner.start();
        await().until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        runner.interrupt();
        runner.join();
        var child = ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        await().until(() -> child.isEmpty() || !child.get().isAlive());
    }

    private List<String> hidden() throws IOException {
        try (var files = Files.list(pool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    private static byte[] incompressible(int mebibytes) {
        var bytes = new byte[mebibytes << 20];
        new java.util.Random(1).nextBytes(bytes);
        bytes[510] = 0x55;
        bytes[511] = (byte) 0xaa;
        return bytes;
    }

    private static boolean succeeded(java.util.concurrent.Future<?> work) throws InterruptedException {
        try {
            work.get();
            return true;
        } catch (java.util.concurrent.ExecutionException refused) {
            return false;
        }
    }
}
