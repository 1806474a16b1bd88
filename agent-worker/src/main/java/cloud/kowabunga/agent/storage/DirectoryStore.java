package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.PoolReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pool in one directory. */
final class DirectoryStore implements AutoCloseable {
    private final PoolFolder folder;
    private final Imports imports;
    private final QemuImg qemu;
    private final Snapshots snapshots;
    private final Claims claims;
    private volatile @Nullable Boolean direct;

    DirectoryStore(PoolFolder folder, Imports imports) {
        this.folder = folder;
        this.imports = imports;
        this.qemu = new QemuImg(folder.pool().name());
        this.snapshots = new Snapshots(folder, qemu);
        this.claims = new Claims(folder);
    }

    /** Something that the file system may refuse. */
    @FunctionalInterface
    interface Question<T> {
        T of(DirectoryStore store) throws IOException;
    }

    /** Like a question, without an answer. */
    @FunctionalInterface
    interface Action {
        void on(DirectoryStore store) throws IOException;
    }

    <T> T ask(Question<T> question) {
        folder.requireHere();
        try {
            return question.of(this);
        } catch (IOException failure) {
            throw StoreFaults.of(folder.pool().name(), failure);
        }
    }

    void run(Action action) {
        ask(store -> {
            action.on(store);
            return store;
        });
    }

    <T> T locked(PoolLock.Work<T> work) throws IOException {
        return folder.locked(work);
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Claims claims() {
        return claims;
    }

    Optional<ImageFile> find(ImageRef image) {
        return folder.find(image);
    }

    ImageFile require(ImageRef image) {
        return folder.require(image);
    }

    void create(ImageRef image, Bytes wanted) throws IOException {
        var size = DirectoryBlockStore.wholeSectors(wanted);
        if (!isThere(image, size, null)) {
            folder.requireFits(size);
            if (!folder.make(image, file -> qemu.create(file, folder.pool().format(), size))) {
                isThere(image, size, null);
            }
        }
    }

    void cloneImage(ImageRef sourceRef, ImageRef image, Bytes wanted) throws IOException {
        var source = require(sourceRef);
        var size = DirectoryBlockStore.wholeSectors(wanted);
        if (size.compareTo(source.size()) < 0) {
            throw Fault.INVALID_VALUE.because("A clone of '%s' has at least %s, not %s."
                    .formatted(sourceRef, source.size().forPeople(), size.forPeople()));
        }
        if (isThere(image, size, source)) {
            return;
        }
        folder.requireFits(size);
        var made = folder.pool().format() == ImageFormat.QCOW2
                ? folder.locked(() -> {
                    // Under the lock, so that nobody deletes the source before the clone that needs it can be seen.
                    var still = require(sourceRef);
                    return folder.make(image, file -> qemu.createClone(file, still, size));
                })
                : folder.make(image, file -> copy(source, file, size));
        if (!made) {
            isThere(image, size, source);
        }
    }

    Image importImage(ImageRef image, String source) throws IOException {
        if (find(image).isEmpty()) {
            // Somebody else who finished the same import first has made the same image.
            folder.make(image, file -> imports.write(folder, qemu, source, file));
        }
        return new Image(image, require(image).size());
    }

    void resize(ImageRef ref, Bytes wanted) throws IOException {
        var size = DirectoryBlockStore.wholeSectors(wanted);
        var image = require(ref);
        var now = image.size();
        if (size.compareTo(now) < 0) {
            throw Fault.INVALID_VALUE.because(
                    "Image '%s' has %s and cannot shrink to %s.".formatted(ref, now.forPeople(), size.forPeople()));
        }
        if (size.compareTo(now) > 0) {
            folder.requireFits(size);
            qemu.resize(image, size);
        }
    }

    void delete(ImageRef ref) throws IOException {
        locked(() -> {
            var image = find(ref);
            if (image.isPresent()) {
                requireUnused(ref, image.get());
                snapshots.removeAll(image.get());
                folder.remove(image.get().path());
            }
            claims.forget(ref);
            return ref;
        });
    }

    List<Image> images() throws IOException {
        var images = new ArrayList<Image>();
        for (var file : folder.images()) {
            try {
                images.add(new Image(new ImageRef(folder.pool().name(), PoolFolder.nameOf(file)), file.size()));
            } catch (NoSuchFileException | FileNotFoundException gone) {
                // Somebody deleted it between the two looks; then it is not in the list.
            }
        }
        return List.copyOf(images);
    }

    FileDisk locate(ImageRef image) {
        var file = folder.file(image);
        return new FileDisk(file.path(), file.format(), allowsDirect());
    }

    PoolReport status() {
        var name = folder.pool().name();
        try {
            return ask(_ -> {
                folder.withUnfinished(probe -> Files.writeString(probe, "can this pool be written to?"));
                var disk = Files.getFileStore(folder.pool().path());
                return report(new Bytes(disk.getTotalSpace()), new Bytes(disk.getUsableSpace()), null);
            });
        } catch (KowabungaException problem) {
            return report(Bytes.ZERO, Bytes.ZERO, problem.sentence());
        } catch (RuntimeException unexpected) {
            return report(Bytes.ZERO, Bytes.ZERO, "Pool '" + name + "' cannot be used: " + unexpected.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private PoolReport report(Bytes capacity, Bytes free, @Nullable String problem) {
        return new PoolReport(folder.pool().name(), "directory", PoolReach.KAKTUS, capacity, free, problem);
    }

    /** Whether that very image is there; raises IN_USE where it is another one. */
    private boolean isThere(ImageRef ref, Bytes size, @Nullable ImageFile source) throws IOException {
        var image = find(ref);
        if (image.isEmpty()) {
            return false;
        }
        var there = image.get();
        var expected = Optional.ofNullable(source).map(ImageFile::fileName);
        if (!there.size().equals(size) || !there.backing().equals(expected)) {
            throw Fault.IN_USE.because("There is another image '%s' already, with %s."
                    .formatted(ref, there.size().forPeople()));
        }
        return true;
    }

    private void requireUnused(ImageRef ref, ImageFile image) throws IOException {
        for (var other : folder.images()) {
            if (other.backing().filter(image.fileName()::equals).isPresent()) {
                throw Fault.IN_USE.because(
                        "Image '%s' has a clone, '%s'; delete that first.".formatted(ref, PoolFolder.nameOf(other)));
            }
        }
        if (qemu.isOpen(image)) {
            throw Fault.IN_USE.because("Image '" + ref + "' is open in a running machine; stop its instance first.");
        }
    }

    private void copy(ImageFile source, java.nio.file.Path file, Bytes size) throws IOException {
        if (source.format() == ImageFormat.RAW) {
            Snapshots.copy(source.path(), file);
        } else {
            qemu.convert(
                    source.path(), source.format().wire(), file, ImageFormat.RAW, Progress.UNHEARD, source.fileName());
        }
        qemu.resize(new ImageFile(file, ImageFormat.RAW), size);
        Origin.write(file, source.fileName());
    }

    /** Some file systems cannot pass the page cache by, and QEMU does not start on them when told to. Found out while the pool is there. */
    private boolean allowsDirect() {
        var known = direct;
        if (known != null) {
            return known;
        }
        try {
            known = folder.withUnfinished(
                    probe -> Command.of("dd", "if=/dev/zero", "of=" + probe, "bs=4096", "count=1", "oflag=direct")
                            .run()
                            .succeeded());
            direct = known;
            return known;
        } catch (IOException away) {
            return false;
        }
    }
}
