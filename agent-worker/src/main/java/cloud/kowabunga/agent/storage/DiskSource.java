package cloud.kowabunga.agent.storage;

import java.nio.file.Path;

/** How a hypervisor opens an image. */
public sealed interface DiskSource {
    /**
     * A file on this Kaktus.
     *
     * @param direct whether the file system lets a program pass the page cache by
     */
    record FileDisk(Path path, ImageFormat format, boolean direct) implements DiskSource {}
}
