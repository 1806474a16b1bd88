package cloud.kowabunga.fault;

import org.jspecify.annotations.Nullable;

/** The only exception the platform throws on purpose. Its message is the sentence that a person reads. */
public final class KowabungaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String sentence;

    KowabungaException(Fault fault, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.fault = fault;
        this.sentence = sentence;
    }

    public Fault fault() {
        return fault;
    }

    public String sentence() {
        return sentence;
    }
}
