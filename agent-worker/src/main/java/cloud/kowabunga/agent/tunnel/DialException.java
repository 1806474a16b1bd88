package cloud.kowabunga.agent.tunnel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Kahuna could not be dialed. The message is a sentence for the operator. */
public final class DialException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final boolean refused;

    DialException(String sentence, boolean refused, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
        this.refused = refused;
    }

    public String sentence() {
        return sentence;
    }

    /** Whether Kahuna answered and said no, so that trying again soon is of no use. */
    boolean refused() {
        return refused;
    }
}
