package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.kahuna.InvalidSetting;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.kahuna.seal.SecretFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of what the engine stores. The first one seals; all of them open, so that a new key is put before the old ones and an old one
 * is taken away when no history of its time is kept any more.
 */
public final class PayloadKeys {
    private static final String SETTING = "kahuna.payload-keys-file";
    private static final String NEEDED = "a file with a line for each key: its id, a blank, and base64 of 32 bytes";
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,32})\\s+([A-Za-z0-9+/]{43}=)");
    private static final int LENGTH = 32;

    private final Map<String, SecretKey> keys;

    private PayloadKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /** @param file made with one key at random where it is missing; absent: the one key is derived from the seal key */
    public static PayloadKeys of(@Nullable Path file, SealKey seal) {
        if (file == null) {
            return new PayloadKeys(Map.of("seal", seal.derive("payloads of the engine", "AES")));
        }
        return parse(SecretFile.readOrMake(file, PayloadKeys::fresh), file.toString());
    }

    static PayloadKeys parse(String text, String file) {
        var keys = new LinkedHashMap<String, SecretKey>();
        for (var line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var parts = LINE.matcher(line);
            if (!parts.matches() || keys.containsKey(parts.group(1))) {
                throw new InvalidSetting(SETTING, file, NEEDED);
            }
            keys.put(parts.group(1), new SecretKeySpec(Base64.getDecoder().decode(parts.group(2)), "AES"));
        }
        if (keys.isEmpty()) {
            throw new InvalidSetting(SETTING, file, NEEDED);
        }
        return new PayloadKeys(keys);
    }

    /** A line of the file, with a new key. */
    static String fresh() {
        var bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return "k1 " + Base64.getEncoder().encodeToString(bytes);
    }

    /** The id of the key that seals. */
    String first() {
        return keys.keySet().iterator().next();
    }

    Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }
}
