package cloud.kowabunga.koala.client;

/** Kahuna did not answer. Asking again later helps. */
public final class KahunaAway extends RuntimeException {
    KahunaAway(Throwable cause) {
        super("Kahuna does not answer. What runs in the regions goes on; Koala tries again by itself.", cause);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
