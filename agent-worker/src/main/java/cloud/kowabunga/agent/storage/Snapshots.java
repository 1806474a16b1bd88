package cloud.kowabunga.agent.storage;

import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Snapshots in a directory: inside the file for qcow2, as copies {@code <image>@<name>.raw} beside it for raw. */
final class Snapshots {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final PoolFolder folder;
    private final QemuImg qemu;

    Snapshots(PoolFolder folder, QemuImg qemu) {
        this.folder = folder;
        this.qemu = qemu;
    }

    /** Oldest first. */
    List<String> names(ImageFile image) throws IOException {
        return switch (image.format()) {
            case QCOW2 -> qemu.snapshots(image).stream().map(Map.Entry::getKey).toList();
            case RAW -> copies(image).stream().map(copy -> nameOf(image, copy)).toList();
        };
    }

    /** Raises IN_USE for an image that a running machine writes to. */
    void take(ImageFile image, String name) throws IOException {
        requireName(name);
        if (names(image).contains(name)) {
            return;
        }
        requireClosed(image);
        switch (image.format()) {
            case QCOW2 -> qemu.snapshot("-c", name, image);
            case RAW -> folder.replace(copy(image, name), unfinished -> copy(image.path(), unfinished));
        }
    }

    /** Keeps the image's size where it grew after the snapshot. */
    void rollback(ImageFile image, String name) throws IOException {
        if (!names(image).contains(name)) {
            throw Fault.NOT_FOUND.because("Image '%s' has no snapshot '%s'.".formatted(PoolFolder.nameOf(image), name));
        }
        requireClosed(image);
        var size = image.size();
        switch (image.format()) {
            // By its number, which qemu-img looks for first: a snapshot may be called like the number of another one.
            case QCOW2 -> qemu.snapshot("-a", id(image, name).orElseThrow(), image);
            case RAW -> putBack(image, name);
        }
        if (image.size().compareTo(size) < 0) {
            qemu.resize(image, size);
        }
    }

    private void putBack(ImageFile image, String name) throws IOException {
        var origin = image.backing();
        folder.replace(image.path(), unfinished -> {
            copy(copy(image, name), unfinished);
            if (origin.isPresent()) {
                Origin.write(unfinished, origin.get());
            }
        });
    }

    void remove(ImageFile image, String name) throws IOException {
        switch (image.format()) {
            case QCOW2 -> {
                if (names(image).contains(name)) {
                    qemu.snapshot("-d", name, image);
                }
            }
            case RAW -> {
                if (names(image).contains(name)) {
                    folder.remove(copy(image, name));
                }
            }
        }
    }

    /** Removes all snapshots that live beside the image. */
    void removeAll(ImageFile image) throws IOException {
        for (var copy : copies(image)) {
            folder.remove(copy);
        }
    }

    /** Copies a raw file; the file system shares the blocks where it can, and holes stay holes. */
    static void copy(Path from, Path to) throws IOException {
        var words = List.of("cp", "--reflink=auto", "--sparse=always", "--", from.toString(), to.toString());
        var result = Command.of(words).within(java.time.Duration.ofDays(1)).run();
        if (!result.succeeded()) {
            throw new IOException(result.complaint().replaceFirst("^cp: ", ""));
        }
    }

    private void requireClosed(ImageFile image) throws IOException {
        if (qemu.isOpen(image)) {
            throw Fault.IN_USE.because("Image '%s' is open in a running machine; stop its instance first."
                    .formatted(PoolFolder.nameOf(image)));
        }
    }

    private Optional<String> id(ImageFile image, String name) throws IOException {
        return qemu.snapshots(image).stream()
                .filter(each -> each.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private List<Path> copies(ImageFile image) throws IOException {
        var prefix = PoolFolder.nameOf(image) + "@";
        try (var files = Files.list(image.path().resolveSibling("."))) {
            return files.map(Path::normalize)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .thenComparing(Path::toString))
                    .toList();
        }
    }

    private static String nameOf(ImageFile image, Path copy) {
        var name = copy.getFileName().toString();
        return name.substring(PoolFolder.nameOf(image).length() + 1, name.length() - ".raw".length());
    }

    private static Path copy(ImageFile image, String name) {
        requireName(name);
        return image.path().resolveSibling(PoolFolder.nameOf(image) + "@" + name + ".raw");
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Fault.INVALID_VALUE.because("'" + name
                    + "' is not the name of a snapshot: up to 63 letters, digits, dots, dashes and underscores.");
        }
    }
}
