package cloud.kowabunga.kahuna.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key as its owner holds it: {@code kow_<prefix>_<secret>}. The prefix is public and finds the row; only a hash of the
 * secret is kept.
 *
 * @param prefix 8 letters or digits
 * @param secret 32 random bytes in URL-safe base64, 43 characters
 */
public record ApiKey(String prefix, String secret) {
    private static final Pattern FORM = Pattern.compile("kow_([a-z0-9]{8})_([A-Za-z0-9_-]{43})");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    public static ApiKey fresh() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        var prefix = new StringBuilder();
        RANDOM.ints(8, 0, ALPHABET.length()).forEach(index -> prefix.append(ALPHABET.charAt(index)));
        return new ApiKey(
                prefix.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static Optional<ApiKey> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The public part of what may be a key, whether or not it opens anything. */
    public static Optional<String> prefixOf(String text) {
        return parse(text).map(ApiKey::prefix);
    }

    /** The whole key, for its owner. */
    public String reveal() {
        return "kow_" + prefix + "_" + secret;
    }

    /** Without the secret, so that a key may stand in a log by accident. */
    @Override
    public String toString() {
        return "kow_" + prefix + "_…";
    }
}
