package cloud.kowabunga.koala.access;

import java.io.Serial;

/** Somebody could not be signed in by the identity provider. Its message is for the person. */
final class SignOnFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SignOnFailed(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
