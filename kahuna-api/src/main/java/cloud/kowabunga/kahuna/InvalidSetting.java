package cloud.kowabunga.kahuna;

import java.io.Serial;

/** A configured value that Kahuna cannot work with. Its message is the one sentence that the operator reads. */
public final class InvalidSetting extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidSetting(String key, String value, String allowed) {
        super("%s is '%s'; allowed is %s.".formatted(key, value, allowed));
    }
}
