package cloud.kowabunga.fault;

/** What kind of no a {@link Fault} is. Decides, here and nowhere else, the HTTP status and whether a retry may help. */
public enum Category {
    /** The thing is not there. */
    ABSENT(404, "Not Found", false),
    /** Somebody else has it, or something else is going on. */
    CONFLICT(409, "Conflict", false),
    /** The request is malformed: not JSON, a missing or mistyped field. */
    MALFORMED(400, "Bad Request", false),
    /** The request is well formed and asks for something impossible. */
    INVALID(422, "Unprocessable Entity", false),
    /** What was asked for holds only for a thing as it was, and it is no longer so. */
    CHANGED(412, "Precondition Failed", false),
    /** A quota, an address range or all Kaktus are full. */
    CAPACITY(507, "Insufficient Storage", false),
    /** Who asks has not said who they are. */
    UNKNOWN_CALLER(401, "Unauthorized", false),
    /** Who asks may not. */
    FORBIDDEN(403, "Forbidden", false),
    /** Away for now; asking again later helps. */
    TRANSIENT(503, "Service Unavailable", true),
    /** libvirt, Ceph or the kernel said no, and would say no again. */
    REFUSED(422, "Unprocessable Entity", false),
    /** Somebody asked for it to be stopped. */
    CANCELLED(409, "Conflict", false),
    /** The product announces this operation and does not have it yet. */
    NOT_BUILT(501, "Not Implemented", false),
    /** Ours. The log has the details under the operation's id. */
    BUG(500, "Internal Server Error", false);

    private final int httpStatus;
    private final String httpReason;
    private final boolean retryable;

    Category(int httpStatus, String httpReason, boolean retryable) {
        this.httpStatus = httpStatus;
        this.httpReason = httpReason;
        this.retryable = retryable;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The reason phrase that belongs to the status, as the published error bodies carry it. */
    public String httpReason() {
        return httpReason;
    }

    public boolean retryable() {
        return retryable;
    }
}
