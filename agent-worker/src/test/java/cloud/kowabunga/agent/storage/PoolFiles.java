package cloud.kowabunga.agent.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks into the directory of a pool. */
final class PoolFiles {
    private PoolFiles() {}

    /** All files but the lock and the marks of the agents that live. */
    static List<String> leftIn(Path pool) {
        try (var files = Files.list(pool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".kowabunga.lock") && !name.startsWith(".agent-"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
