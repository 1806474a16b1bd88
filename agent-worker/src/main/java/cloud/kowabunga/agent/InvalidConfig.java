package cloud.kowabunga.agent;

/** The configuration cannot be used. The message is the one sentence that the operator reads. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    InvalidConfig(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    static InvalidConfig of(String key, String value, String allowed) {
        return new InvalidConfig("'%s' is '%s'; allowed is %s.".formatted(key, value, allowed));
    }

    static InvalidConfig missing(String key, String allowed) {
        return new InvalidConfig("'%s' is missing; it must be %s.".formatted(key, allowed));
    }

    public String sentence() {
        return sentence;
    }
}
