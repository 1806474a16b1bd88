package cloud.kowabunga.agent.storage;

import cloud.kowabunga.storage.ImageRef;

/** Tells a hypervisor how to open an image. */
public interface DiskLocator {
    /** Where the image is or will be; raises NOT_FOUND for a pool that this agent does not serve. Does not look whether the image is there. */
    DiskSource locate(ImageRef image);
}
