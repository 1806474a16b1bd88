package cloud.kowabunga.operation;

/** Where one step of an operation stands. */
public enum StepState {
    RUNNING,
    DONE,
    FAILED,
    UNDOING,
    UNDONE,
    /** A person said that it is to be left as it is. */
    SKIPPED
}
