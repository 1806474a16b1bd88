package cloud.kowabunga.kahuna.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files that hold a secret: made whole or not at all, readable by their owner alone. */
public final class SecretFile {
    private SecretFile() {}

    /** The secret that stands in the file; where there is no file, a new one with what the maker makes. */
    public static String readOrMake(Path file, Supplier<String> maker) {
        try {
            if (!Files.exists(file)) {
                writeNew(file, maker.get());
            }
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException("The file " + file + " cannot be read or made.", failed);
        }
    }

    /** Replaces the file, if there is one. */
    public static void write(Path file, String secret) {
        try {
            var draft = draft(file, secret);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", failed);
        }
    }

    private static void writeNew(Path file, String secret) throws IOException {
        var draft = draft(file, secret);
        try {
            // A link, unlike a move, never replaces what another Kahuna made in the meantime.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // The other one's secret holds.
        } finally {
            Files.delete(draft);
        }
    }

    private static Path draft(Path file, String secret) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, "." + file.getFileName(), ".new", ownerOnly);
        return Files.writeString(draft, secret + "\n");
    }
}
