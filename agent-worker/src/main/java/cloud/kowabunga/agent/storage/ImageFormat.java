package cloud.kowabunga.agent.storage;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How an image lies in a directory. */
public enum ImageFormat {
    /** Grows with what is written; clones are made by reference to their source. */
    QCOW2,
    /** The bytes as the guest sees them; clones are copies, instant where the file system shares blocks. */
    RAW;

    /** What qemu-img and libvirt call it, and how its files end. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ImageFormat> ofFile(Path file) {
        var name = file.getFileName().toString();
        for (var format : values()) {
            if (name.endsWith("." + format.wire())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
