package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a volume to be.
 *
 * @param size at least 1 MiB, except that 0 with a template means the template's size
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeSpec(VolumeId id, Name name, @Nullable String description, VolumeType type, Bytes size) {
    /** What may be asked for at most; far beyond the disks that file systems carry, and far from where sums overflow. */
    public static final Bytes MOST = Bytes.ofGib(1 << 20);

    private static final Bytes LEAST = Bytes.ofMib(1);

    public VolumeSpec {
        if (size.value() != 0 && size.compareTo(LEAST) < 0) {
            throw Fault.INVALID_VALUE.because(
                    "size: a volume has at least 1 MiB (1048576 bytes), not " + size.value() + " bytes.");
        }
    }
}
