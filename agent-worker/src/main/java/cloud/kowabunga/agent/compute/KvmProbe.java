package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether machines really run with KVM here. That /dev/kvm opens and libvirt offers it proves nothing: on some clouds the device is there and
 * a 64-bit guest never gets anywhere. So a guest of some hundred bytes (src/main/probe/long-mode.S) must enter 64-bit mode, compute as much as takes a
 * tenth of a second on a processor, and say so. The answer is kept for this kernel and this QEMU.
 */
public final class KvmProbe implements Supplier<DomainType> {
    private static final Logger LOG = LoggerFactory.getLogger(KvmProbe.class);
    private static final Duration LIMIT = Duration.ofSeconds(12);
    private static final String EMULATOR = "qemu-system-x86_64";
    private static final String SIGN = "kowabunga: 64-bit code runs";

    private final Optional<DomainType> setting;
    private final Path state;
    private volatile @Nullable Finding finding;

    /**
     * @param setting decides where it is given
     * @param state an absolute folder to keep the answer in
     */
    public KvmProbe(Optional<DomainType> setting, Path state) {
        this.setting = setting;
        this.state = state;
    }

    /** What was found, and why. */
    public record Finding(DomainType type, String reason) {}

    /** Takes up to 12 s the first time. */
    @Override
    public DomainType get() {
        return find().type();
    }

    /** What was found, if that has been found out already. */
    public Optional<Finding> found() {
        return Optional.ofNullable(finding);
    }

    public synchronized Finding find() {
        var known = finding;
        if (known == null) {
            known = setting.map(type -> new Finding(type, "the configuration says so"))
                    .orElseGet(this::known);
            LOG.info("Machines run by {}: {}.", known.type().title(), known.reason());
            finding = known;
        }
        return known;
    }

    private Finding known() {
        try {
            var file = state.resolve("kvm-" + fingerprint());
            if (Files.exists(file)) {
                var line = Files.readString(file).strip().split(" ", 2);
                return new Finding(DomainType.valueOf(line[0]), line[1]);
            }
            var found = probe();
            Files.createDirectories(state);
            var unfinished = Files.writeString(state.resolve("kvm.new"), found.type() + " " + found.reason());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return found;
        } catch (IOException failure) {
            return new Finding(DomainType.QEMU, "KVM could not be tried: " + failure.getMessage());
        }
    }

    private static String fingerprint() throws IOException {
        var version = Command.of(EMULATOR, "--version").run();
        var device = Files.isWritable(Path.of("/dev/kvm")) ? "device" : "no-device";
        var kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        var text = kernel + "-" + version.output().lines().findFirst().orElse("") + "-" + device;
        return text.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    private static Finding probe() throws IOException {
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            return new Finding(DomainType.QEMU, "/dev/kvm is not there or not open to the agent");
        }
        var payload = Files.createTempFile("kowabunga-", ".probe");
        try (InputStream bytes = Objects.requireNonNull(KvmProbe.class.getResourceAsStream("long-mode.bin"))) {
            Files.copy(bytes, payload, StandardCopyOption.REPLACE_EXISTING);
            return run(payload);
        } finally {
            Files.deleteIfExists(payload);
        }
    }

    /** With the processor model that machines get later: some fail on that alone. */
    private static Finding run(Path payload) {
        try {
            var result = Command.of(
                            EMULATOR,
                            "-accel",
                            "kvm",
                            "-cpu",
                            "host",
                            "-machine",
                            "pc",
                            "-m",
                            "16",
                            "-nodefaults",
                            "-no-user-config",
                            "-display",
                            "none",
                            "-no-reboot",
                            "-serial",
                            "stdio",
                            "-device",
                            "isa-debug-exit,iobase=0xf4,iosize=4",
                            "-kernel",
                            payload.toString())
                    .within(LIMIT)
                    .run();
            return result.output().contains(SIGN)
                    ? new Finding(DomainType.KVM, "a 64-bit guest ran with it")
                    : new Finding(DomainType.QEMU, "QEMU ended with KVM: " + result.complaint());
        } catch (IOException slow) {
            return new Finding(DomainType.QEMU, "a 64-bit guest got nowhere with KVM in " + LIMIT.toSeconds() + " s");
        }
    }
}
