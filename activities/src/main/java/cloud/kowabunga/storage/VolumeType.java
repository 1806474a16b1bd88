package cloud.kowabunga.storage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a volume is for. On the wire: lower case. */
public enum VolumeType {
    /** Boots an instance; cloned from a template. */
    OS,
    /** A read-only optical disc. */
    ISO,
    /** An empty block device. */
    RAW,
    /** Kept by the platform for a template. */
    TEMPLATE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
