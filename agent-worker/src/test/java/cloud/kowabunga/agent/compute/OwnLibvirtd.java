package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.agent.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/**
 * A real libvirtd with real QEMU in namespaces of its own, which end with the test. The machine's network and its own libvirt are not touched. Needs root
 * and the packages named below; without them a test fails and says so, because a suite that skips itself proves nothing.
 */
final class OwnLibvirtd implements AutoCloseable {
    static final String BRIDGE = "kow0";
    private static final List<String> PROGRAMS =
            List.of("libvirtd", "qemu-system-x86_64", "qemu-img", "genisoimage", "unshare", "ip", "syslinux");
    private static final String PACKAGES =
            "libvirt-daemon libvirt-daemon-driver-qemu libvirt0 qemu-system-x86 qemu-utils ipxe-qemu seabios genisoimage "
                    + "util-linux iproute2 syslinux syslinux-common mtools dosfstools fdisk cpio";

    private final Path home;
    private final Process process;
    private final BufferedReader answers;

    private OwnLibvirtd(Path home, Process process) {
        this.home = home;
        this.process = process;
        this.answers = process.inputReader();
    }

    static OwnLibvirtd start(Path home) throws IOException {
        requireRightsAndPrograms();
        var script = home.resolve("own-libvirtd.sh");
        try (var source = Objects.requireNonNull(OwnLibvirtd.class.getResourceAsStream("own-libvirtd.sh"))) {
            Files.copy(source, script);
        }
        var process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--uts",
                        "--net",
                        "--ipc",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "bash",
                        script.toString(),
                        home.toString(),
                        BRIDGE)
                .redirectError(home.resolve("errors.log").toFile())
                .start();
        var started = new OwnLibvirtd(home, process);
        try {
            started.awaitAnswer();
            return started;
        } catch (RuntimeException | AssertionError failure) {
            started.close();
            throw failure;
        }
    }

    String uri() {
        return "qemu+unix:///system?socket=" + home.resolve("run/libvirt-sock");
    }

    void stop() {
        order("stop");
    }

    void startAgain() {
        order("start");
        awaitAnswer();
    }

    /** Lets it hang: its socket takes connections, and nobody answers. */
    void stun() {
        order("stun");
    }

    void wake() {
        order("wake");
    }

    /** Kills all machines as a bug of QEMU would. */
    void crashMachines() {
        order("crash");
    }

    /** The small Linux that instances boot, built from the distribution's packages when it is wanted first. */
    static Path guestImage() throws IOException {
        var launcher = root().resolve("temporal-dev/launcher");
        var words = List.of("bash", "-c", ". ./base.sh; . ./guest.sh; guest_image");
        var process = new ProcessBuilder(words).directory(launcher.toFile()).redirectErrorStream(false);
        process.environment().putIfAbsent("KOW_CACHE", System.getProperty("user.home") + "/.cache/kowabunga");
        var running = process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = running.inputReader()) {
            var path = output.readLine();
            assertThat(path).as("the guest image is built by " + launcher).isNotNull();
            return Path.of(path);
        }
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("kowabunga")))
                .findFirst()
                .orElseThrow();
    }

    private static void requireRightsAndPrograms() throws IOException {
        assertThat(Command.of("id", "-u").run().output().strip())
                .as("Machines need root: run the tests as root.")
                .isEqualTo("0");
        for (var program : PROGRAMS) {
            assertThat(Command.of("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin command -v " + program)
                            .run()
                            .succeeded())
                    .as("The program %s is missing. Install: apt-get install %s", program, PACKAGES)
                    .isTrue();
        }
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(process.isAlive()).as(() -> errors()).isTrue();
                    return answers();
                });
    }

    private boolean answers() {
        try {
            EventLoop.start();
            new Connect(uri(), true).close();
            return true;
        } catch (LibvirtException notYet) {
            return false;
        }
    }

    private String errors() {
        try {
            return Files.readString(home.resolve("errors.log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void order(String order) {
        try {
            process.outputWriter().write(order + "\n");
            process.outputWriter().flush();
            assertThat(answers.readLine()).as(() -> errors()).isEqualTo(order + " done");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        var ended = process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS);
        try {
            ended.join();
        } finally {
            process.destroyForcibly();
        }
    }
}
