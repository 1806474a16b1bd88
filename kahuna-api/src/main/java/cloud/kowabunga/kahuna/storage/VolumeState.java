package cloud.kowabunga.kahuna.storage;

import java.util.Locale;

/** The life of a volume's row. */
public enum VolumeState {
    CREATING,
    READY,
    RESIZING,
    DELETING;

    /** For people. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
