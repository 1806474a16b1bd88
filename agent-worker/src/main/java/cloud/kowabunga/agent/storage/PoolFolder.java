package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one pool. An image {@code volume-7} is the file {@code volume-7.qcow2} or {@code volume-7.raw}; it gets that name when it is whole and
 * on the disk, and never over another one.
 */
final class PoolFolder implements AutoCloseable {
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9_-]{1,120}");

    private final DirectoryPool pool;
    private final PoolLock lock;
    private @Nullable PoolMark mark;

    PoolFolder(DirectoryPool pool) {
        this.pool = pool;
        this.lock = new PoolLock(pool.path().resolve(".kowabunga.lock"));
    }

    /** Writes the content of a new file. */
    @FunctionalInterface
    interface Maker {
        void write(Path file) throws IOException;
    }

    DirectoryPool pool() {
        return pool;
    }

    <T> T locked(PoolLock.Work<T> work) throws IOException {
        return lock.hold(work);
    }

    /** Raises POOL_AWAY where the directory is not there. */
    void requireHere() {
        if (!Files.isDirectory(pool.path())) {
            throw Fault.POOL_AWAY.because("Pool '%s' is away: there is no directory '%s' on this Kaktus."
                    .formatted(pool.name(), pool.path()));
        }
    }

    /** Where the image is; for one that is not there, where a new one would be. */
    ImageFile file(ImageRef image) {
        return find(image).orElseGet(() -> in(image, pool.format()));
    }

    Optional<ImageFile> find(ImageRef image) {
        for (var format : ImageFormat.values()) {
            var file = in(image, format);
            if (Files.exists(file.path())) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    ImageFile require(ImageRef image) {
        return find(image).orElseThrow(() -> Fault.NOT_FOUND.because("There is no image '" + image + "'."));
    }

    List<ImageFile> images() throws IOException {
        try (var files = Files.list(pool.path())) {
            return files.filter(PoolFolder::isImage)
                    .flatMap(file -> ImageFormat.ofFile(file).map(format -> new ImageFile(file, format)).stream())
                    .sorted(java.util.Comparator.comparing(ImageFile::path))
                    .toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** The image's name that its file carries. */
    static String nameOf(ImageFile file) {
        var name = file.fileName();
        return name.substring(0, name.length() - file.format().wire().length() - 1);
    }

    /** Raises POOL_FULL for a size that the whole file system has not; images that grow as they are written may promise more than is free. */
    void requireFits(Bytes size) throws IOException {
        var capacity = Files.getFileStore(pool.path()).getTotalSpace();
        if (size.value() > capacity) {
            throw Fault.POOL_FULL.because("Pool '%s' has %s in all, and %s are needed."
                    .formatted(pool.name(), new Bytes(capacity).forPeople(), size.forPeople()));
        }
    }

    /** Makes a file out of sight and shows it under the image's name when it is whole. False where such an image has come up meanwhile. */
    boolean make(ImageRef image, Maker maker) throws IOException {
        return withUnfinished(unfinished -> {
            maker.write(unfinished);
            flush(unfinished);
            return locked(() -> {
                if (find(image).isPresent()) {
                    return false;
                }
                try {
                    // Unlike a rename, a link never takes the place of another file.
                    Files.createLink(in(image, pool.format()).path(), unfinished);
                } catch (FileAlreadyExistsException other) {
                    return false;
                }
                flush(pool.path());
                return true;
            });
        });
    }

    /** Makes a file out of sight and puts it in the place of the one that is there. */
    void replace(Path target, Maker maker) throws IOException {
        withUnfinished(unfinished -> {
            maker.write(unfinished);
            flush(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            flush(pool.path());
            return target;
        });
    }

    /** Gives a path for a file that is gone afterwards, also when this agent is killed and another one comes by. */
    <T> T withUnfinished(UnfinishedWork<T> work) throws IOException {
        var unfinished = mark().unfinished();
        try {
            return work.run(unfinished);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Some work with a file that nobody else sees. */
    @FunctionalInterface
    interface UnfinishedWork<T> {
        T run(Path file) throws IOException;
    }

    void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            flush(pool.path());
        }
    }

    private synchronized PoolMark mark() throws IOException {
        PoolMark.sweep(pool.path());
        if (mark == null || !mark.stands()) {
            mark = PoolMark.make(pool.path());
        }
        return mark;
    }

    @Override
    public synchronized void close() throws IOException {
        if (mark != null) {
            mark.close();
        }
    }

    private ImageFile in(ImageRef image, ImageFormat format) {
        if (!IMAGE.matcher(image.image()).matches()) {
            throw Fault.INVALID_VALUE.because("'" + image.image() + "' is not the name of an image.");
        }
        return new ImageFile(pool.path().resolve(image.image() + "." + format.wire()), format);
    }

    private static boolean isImage(Path file) {
        var name = file.getFileName().toString();
        return !name.startsWith(".") && !name.contains("@") && Files.isRegularFile(file);
    }

    private static void flush(Path path) throws IOException {
        var mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (var channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
