package cloud.kowabunga.agent.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows all who share a directory that this agent lives, and so which unfinished files are at work and which were left by a killed one: a file
 * {@code .agent-<id>} that is locked as long as the process lives. Unfinished files are named {@code .new-<id>-<number>}.
 */
final class PoolMark implements AutoCloseable {
    private static final Set<String> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();
    private static final String MARK = ".agent-";
    private static final String UNFINISHED = ".new-";
    private static final int ID_LENGTH = 36;

    private final Path folder;
    private final String id;
    private final FileChannel channel;
    private final AtomicLong number = new AtomicLong();

    private PoolMark(Path folder, String id, FileChannel channel) {
        this.folder = folder;
        this.id = id;
        this.channel = channel;
    }

    static PoolMark make(Path folder) throws IOException {
        while (true) {
            var id = UUID.randomUUID().toString();
            OF_THIS_PROCESS.add(id);
            var file = folder.resolve(MARK + id);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Somebody who sweeps may have taken the file in the moment before it was locked.
            if (channel.tryLock() != null && Files.exists(file)) {
                return new PoolMark(folder, id, channel);
            }
            channel.close();
            Files.deleteIfExists(file);
            OF_THIS_PROCESS.remove(id);
        }
    }

    /** Whether it is still there: another file system may have been mounted over it. */
    boolean stands() {
        return Files.exists(folder.resolve(MARK + id));
    }

    /** The path for a file that is not finished. */
    Path unfinished() {
        return folder.resolve(UNFINISHED + id + "-" + number.incrementAndGet());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve(MARK + id));
        channel.close();
        OF_THIS_PROCESS.remove(id);
    }

    /** Removes what killed agents left in the directory. */
    static void sweep(Path folder) throws IOException {
        var ids = new TreeSet<String>();
        for (var file : hidden(folder)) {
            var name = file.getFileName().toString();
            for (var prefix : new String[] {MARK, UNFINISHED}) {
                if (name.startsWith(prefix) && name.length() >= prefix.length() + ID_LENGTH) {
                    ids.add(name.substring(prefix.length(), prefix.length() + ID_LENGTH));
                }
            }
        }
        ids.removeAll(OF_THIS_PROCESS);
        for (var id : ids) {
            sweep(folder, id);
        }
    }

    private static void sweep(Path folder, String id) throws IOException {
        var mark = folder.resolve(MARK + id);
        try (var channel = FileChannel.open(mark, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return;
            }
            removeUnfinished(folder, id);
            Files.deleteIfExists(mark);
        } catch (NoSuchFileException gone) {
            // The mark is made before all else and removed after it: without one there is nobody.
            removeUnfinished(folder, id);
        }
    }

    private static void removeUnfinished(Path folder, String id) throws IOException {
        for (var file : hidden(folder)) {
            if (file.getFileName().toString().startsWith(UNFINISHED + id)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static java.util.List<Path> hidden(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
