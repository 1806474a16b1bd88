package cloud.kowabunga.koala.client;

/** Kahuna answered, and said no. The message is its sentence for the person. */
public final class KahunaRefusal extends RuntimeException {
    private final int status;

    KahunaRefusal(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether the credential is not, or no longer, good for anything. */
    public boolean signedOut() {
        return status == 401;
    }

    /** Whether the role of this person is not enough. */
    public boolean forbidden() {
        return status == 403;
    }

    public boolean notFound() {
        return status == 404;
    }

    /** Whether somebody else changed the object since it was read. */
    public boolean changedMeanwhile() {
        return status == 412;
    }
}
