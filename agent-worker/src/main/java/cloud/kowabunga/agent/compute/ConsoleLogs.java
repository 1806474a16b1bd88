package cloud.kowabunga.agent.compute;

import cloud.kowabunga.Bytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what guests say on their serial consoles from filling the disk of the Kaktus, whoever writes it: a log that has grown too
 * large is copied beside itself, in place of the copy before, and emptied. QEMU appends, so it goes on at the beginning; what it
 * writes between the two steps is lost.
 */
public final class ConsoleLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogs.class);
    private static final Bytes LARGEST = Bytes.ofMib(8);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final String BEFORE = ".1";

    private final Path folder;
    private final Bytes largest;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("console-logs").factory());

    ConsoleLogs(Path folder, Bytes largest) {
        this.folder = folder;
        this.largest = largest;
    }

    /** @param state the agent's state folder, as {@link LibvirtHypervisor} has it */
    public static ConsoleLogs watch(Path state) {
        var logs = new ConsoleLogs(DomainFiles.consoles(state), LARGEST);
        var _ = logs.looks.scheduleWithFixedDelay(
                logs::look, BETWEEN_LOOKS.toSeconds(), BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS);
        return logs;
    }

    /** The copy of what was said before. */
    static Path before(Path log) {
        return log.resolveSibling(log.getFileName() + BEFORE);
    }

    void look() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "*.log")) {
            for (var log : files) {
                bound(log);
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("The console logs in {} cannot be bounded now.", folder, failed);
        }
    }

    private void bound(Path log) throws IOException {
        try {
            if (Files.size(log) > largest.value()) {
                Files.copy(log, before(log), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        } catch (NoSuchFileException _) {
            // Its instance was deleted meanwhile; the copy must not outlive it.
            Files.deleteIfExists(before(log));
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
