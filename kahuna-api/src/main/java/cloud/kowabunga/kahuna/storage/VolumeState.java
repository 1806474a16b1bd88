package cloud.kowabunga.kahuna.storage;

/** The life of a volume's row. */
public enum VolumeState {
    CREATING,
    READY,
    RESIZING,
    DELETING
}
