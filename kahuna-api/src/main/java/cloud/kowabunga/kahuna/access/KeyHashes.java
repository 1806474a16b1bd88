package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.seal.SealKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Hashes the secrets of keys with HMAC-SHA256. One fast hash is enough for 32 random bytes, which nobody can guess; the key of
 * the hash makes a stolen database useless.
 */
@Component
final class KeyHashes {
    private final SecretKey key;

    KeyHashes(SealKey seal) {
        key = seal.derive("api keys", "HmacSHA256");
    }

    String hash(ApiKey apiKey) {
        return hash(apiKey.reveal());
    }

    /** @param secret random and long */
    String hash(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256.", impossible);
        }
    }

    /** Takes the same time whatever differs. */
    boolean matches(ApiKey apiKey, String hash) {
        return MessageDigest.isEqual(
                hash(apiKey).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
