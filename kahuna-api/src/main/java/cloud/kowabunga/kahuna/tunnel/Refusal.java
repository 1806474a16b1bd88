package cloud.kowabunga.kahuna.tunnel;

import io.grpc.Status;

/** What the gateway does not let an agent do. The description is a sentence that the agent logs and the audit log keeps. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    private Refusal(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    static Refusal because(String sentence) {
        return new Refusal(sentence);
    }

    String sentence() {
        return sentence;
    }

    Status status() {
        return Status.PERMISSION_DENIED.withDescription(sentence);
    }
}
