package cloud.kowabunga.cli;

import org.jspecify.annotations.Nullable;

/** Why a command ends without having done what it was asked: a sentence for the person and an exit code for the script. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kahuna said no. */
    static final int REFUSED = 1;

    /** The command was typed wrongly. */
    static final int USAGE = 2;

    /** The operation began and did not succeed. */
    static final int FAILED = 3;

    /** Kahuna cannot be reached, or cannot work now. */
    static final int AWAY = 4;

    private final int exitCode;
    private final int status;

    private Refusal(int exitCode, int status, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
        this.status = status;
    }

    static Refusal usage(String sentence) {
        return new Refusal(USAGE, 0, sentence, null);
    }

    static Refusal failed(String sentence) {
        return new Refusal(FAILED, 0, sentence, null);
    }

    static Refusal away(String sentence, Throwable cause) {
        return new Refusal(AWAY, 0, sentence, cause);
    }

    /** What Kahuna answered with an HTTP status of 400 or more. */
    static Refusal answered(int status, String sentence) {
        return new Refusal(status == 502 || status == 503 || status == 504 ? AWAY : REFUSED, status, sentence, null);
    }

    /** @return always there */
    String sentence() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }

    boolean isAbsent() {
        return status == 404;
    }

    boolean isAway() {
        return exitCode == AWAY;
    }
}
