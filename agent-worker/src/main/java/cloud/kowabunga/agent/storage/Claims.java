package cloud.kowabunga.agent.storage;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who has which image for themselves: a file {@code .claim-<image>} with the owner's name, for all agents on the directory. */
final class Claims {
    private final PoolFolder folder;

    Claims(PoolFolder folder) {
        this.folder = folder;
    }

    void take(ImageRef image, String owner) throws IOException {
        folder.locked(() -> {
            folder.require(image);
            var now = owner(image);
            if (now.isPresent() && !now.get().equals(owner)) {
                throw Fault.IN_USE.because("Image '" + image + "' belongs to " + now.get() + " now.");
            }
            if (now.isEmpty()) {
                folder.replace(file(image), unfinished -> Files.writeString(unfinished, owner));
            }
            return now;
        });
    }

    void giveBack(ImageRef image, String owner) throws IOException {
        folder.locked(() -> {
            if (owner(image).filter(owner::equals).isPresent()) {
                folder.remove(file(image));
            }
            return image;
        });
    }

    void forget(ImageRef image) throws IOException {
        folder.remove(file(image));
    }

    private Optional<String> owner(ImageRef image) throws IOException {
        return Files.exists(file(image)) ? Optional.of(Files.readString(file(image))) : Optional.empty();
    }

    private Path file(ImageRef image) {
        return folder.file(image).path().resolveSibling(".claim-" + image.image());
    }
}
