package cloud.kowabunga.koala.client;

/** What came of a deed. */
public enum AuditResult {
    /** A change that is complete. */
    DONE,
    /** An operation began; another row tells its end. */
    STARTED,
    /** An operation was taken back to an earlier moment. */
    RESET,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Nothing was done. */
    REFUSED
}
