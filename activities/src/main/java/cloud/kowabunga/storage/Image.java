package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;

/**
 * An image as a block store finds it.
 *
 * @param size its virtual size: what a guest sees
 */
public record Image(ImageRef ref, Bytes size) {}
