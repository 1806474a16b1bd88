package cloud.kowabunga.kahuna.seal;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.KahunaProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Seals secrets that the database keeps and that must come back as they were, with AES-256-GCM. A sealed secret reads
 * {@code sealed:<key>:<base64 of nonce and cipher text>}; it names the key, so that keys can be changed, and opens only at the place
 * for which it was sealed, so that nobody reads another row's secret by copying it into their own.
 */
@Component
public final class Seals {
    private static final String MARK = "sealed:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String current;
    private final Map<String, SecretKey> keys = new HashMap<>();

    @Autowired
    Seals(SealKey key, KahunaProperties properties) {
        this(key, properties.formerSealKeyFiles().stream().map(SealKey::in).toList());
    }

    /** @param former keys that still open what they sealed, and seal nothing any more */
    public Seals(SealKey key, List<SealKey> former) {
        former.forEach(this::add);
        current = add(key);
    }

    private String add(SealKey seal) {
        var key = seal.derive("secrets at rest", "AES");
        var id = id(key);
        keys.put(id, key);
        return id;
    }

    /** @param place what the secret is of, for example {@code project/<id>/root_password} */
    public String seal(String place, String secret) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, current, nonce, place).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var whole = new byte[nonce.length + sealed.length];
            System.arraycopy(nonce, 0, whole, 0, nonce.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return MARK + current + ":" + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES-GCM.", impossible);
        }
    }

    /** Raises INTERNAL for what was sealed with a key that is not configured, for another place, or was tampered with. */
    public String open(String place, String sealed) {
        var parts = sealed.split(":", 3);
        if (parts.length != 3 || !sealed.startsWith(MARK) || !keys.containsKey(parts[1])) {
            throw Fault.INTERNAL.because(
                    "A secret was sealed with a key that this Kahuna does not have; see kahuna.seal-key-file.");
        }
        try {
            var whole = Base64.getDecoder().decode(parts[2]);
            var nonce = new byte[NONCE_BYTES];
            System.arraycopy(whole, 0, nonce, 0, NONCE_BYTES);
            var opened = cipher(Cipher.DECRYPT_MODE, parts[1], nonce, place)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(opened, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw Fault.INTERNAL.because("A sealed secret cannot be opened; it was changed in the database.", broken);
        }
    }

    /** Whether it was sealed with the key that seals now. */
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(MARK + current + ":");
    }

    private Cipher cipher(int mode, String key, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Tells keys apart and says nothing of them. */
    private static String id(SecretKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256.", impossible);
        }
    }
}
