package cloud.kowabunga.agent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, in an extended attribute of the file itself, of what a raw image is a clone: the copy needs its source no more, but people see one kind
 * of pool, in which a source stays as long as its clones do. A file system without such attributes forgets, and loses nothing by it.
 */
final class Origin {
    private static final Logger LOG = LoggerFactory.getLogger(Origin.class);
    private static final String ATTRIBUTE = "kowabunga.origin";

    private Origin() {}

    static void write(Path file, String origin) throws IOException {
        var view = view(file);
        if (view != null) {
            try {
                view.write(ATTRIBUTE, StandardCharsets.UTF_8.encode(origin));
            } catch (FileSystemException unsupported) {
                LOG.debug("{} cannot remember its origin.", file, unsupported);
            }
        }
    }

    static Optional<String> read(Path file) throws IOException {
        var view = view(file);
        if (view == null || !view.list().contains(ATTRIBUTE)) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.allocate(view.size(ATTRIBUTE));
        view.read(ATTRIBUTE, bytes);
        return Optional.of(StandardCharsets.UTF_8.decode(bytes.flip()).toString());
    }

    private static @Nullable UserDefinedFileAttributeView view(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class)
                ? Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                : null;
    }
}
