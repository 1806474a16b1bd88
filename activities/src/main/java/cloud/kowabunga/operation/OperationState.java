package cloud.kowabunga.operation;

/** Where an operation stands. */
public enum OperationState {
    ACCEPTED,
    RUNNING,
    /** A step waits for something that is away; the operation says for what and since when. */
    WAITING,
    /** Rollback cannot go on by itself; a person decides: retry, skip or cancel. */
    ATTENTION,
    /** Steps are being undone. */
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case ACCEPTED, RUNNING, WAITING, ATTENTION, CANCELLING -> false;
        };
    }
}
