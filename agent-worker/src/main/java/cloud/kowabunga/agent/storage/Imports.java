package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/** Brings disk images from outside into a pool: fetches, checks, converts. Nothing is left in the pool when it fails. */
final class Imports {
    private static final Set<String> CHECKED = Set.of("qcow2", "vdi", "vhdx");

    private final Download download;
    private final Progress progress;

    Imports(Download download, Progress progress) {
        this.download = download;
        this.progress = progress;
    }

    /** Writes the source as an image of the pool's format into the file. */
    void write(PoolFolder folder, QemuImg qemu, String source, Path file) throws IOException {
        if (source.startsWith("http://") || source.startsWith("https://")) {
            folder.withUnfinished(fetched -> {
                download.fetch(source, fetched, progress);
                store(folder, qemu, fetched, source, file);
                return file;
            });
        } else {
            store(folder, qemu, readable(source), source, file);
        }
    }

    private void store(PoolFolder folder, QemuImg qemu, Path from, String source, Path to) throws IOException {
        progress.report("checking");
        var format = SourceFormat.of(from, source);
        if (CHECKED.contains(format)) {
            qemu.check(from, format, source);
        }
        folder.requireFits(
                new Bytes(qemu.info(from, format).path("virtual-size").asLong()));
        qemu.convert(from, format, to, folder.pool().format(), progress, source);
    }

    private static Path readable(String source) throws IOException {
        var path = Path.of(source.replaceFirst("^file://", ""));
        try {
            var real = path.toRealPath();
            if (!Files.isRegularFile(real)) {
                throw Fault.SOURCE_ABSENT.because("'" + source + "' on this Kaktus is not a file.");
            }
            if (!Files.isReadable(real)) {
                throw Fault.SOURCE_ABSENT.because("'" + source + "' on this Kaktus may not be read by the agent.");
            }
            return real;
        } catch (NoSuchFileException absent) {
            throw Fault.SOURCE_ABSENT.because("There is no file '" + source + "' on this Kaktus.", absent);
        } catch (AccessDeniedException denied) {
            throw Fault.SOURCE_ABSENT.because("'" + source + "' on this Kaktus may not be read by the agent.", denied);
        }
    }
}
