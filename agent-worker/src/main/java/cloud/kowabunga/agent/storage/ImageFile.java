package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An image of a pool as a file. */
record ImageFile(Path path, ImageFormat format) {
    /** What a guest sees. */
    Bytes size() throws IOException {
        return switch (format) {
            case RAW -> new Bytes(Files.size(path));
            case QCOW2 -> header().size();
        };
    }

    /** The name of the file in the same pool that this one is a clone of. */
    Optional<String> backing() throws IOException {
        return switch (format) {
            case RAW -> Origin.read(path);
            case QCOW2 -> header().backing();
        };
    }

    String fileName() {
        return path.getFileName().toString();
    }

    private Qcow2Header header() throws IOException {
        return Qcow2Header.read(path).orElseThrow(() -> new IOException(path + " is damaged: it is no qcow2 file"));
    }
}
