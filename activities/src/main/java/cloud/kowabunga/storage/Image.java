package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * An image as a block store finds it.
 *
 * @param size its virtual size: what a guest sees
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Image(ImageRef ref, Bytes size) {}
