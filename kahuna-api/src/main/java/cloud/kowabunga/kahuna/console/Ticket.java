package cloud.kowabunga.kahuna.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Opens a console once, for whoever has it.
 *
 * @param value 32 random bytes in URL-safe base64, 43 characters
 */
record Ticket(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Ticket fresh() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new Ticket(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** As it is stored: nobody guesses 32 random bytes, so a fast hash is enough. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }

    /** So that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "…";
    }
}
