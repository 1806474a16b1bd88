package cloud.kowabunga.agent.storage;

import cloud.kowabunga.fault.Fault;
import java.nio.file.Path;

/**
 * A pool as the agent's configuration names it.
 *
 * @param path an absolute directory that is there before the agent starts, because an absent one may be a mount that is missing
 * @param format of images that are made from now on; those that are there keep theirs
 */
public record DirectoryPool(String name, Path path, ImageFormat format) {
    public DirectoryPool {
        if (!path.isAbsolute()) {
            throw Fault.INVALID_VALUE.because(
                    "pools." + name + ".path: an absolute path is needed, not '" + path + "'.");
        }
        path = path.normalize();
    }
}
