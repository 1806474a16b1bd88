package cloud.kowabunga.compute;

import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One disk of a machine.
 *
 * @param target the guest's device, {@code vda} to {@code vdz}; stable as long as the volume is attached
 * @param readOnly for ISO images
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiskSpec(VolumeId volume, ImageRef image, String target, boolean readOnly) {}
