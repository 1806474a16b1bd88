package cloud.kowabunga.kahuna.seal;

import cloud.kowabunga.kahuna.InvalidSetting;
import cloud.kowabunga.kahuna.KahunaProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The installation's 32 secret bytes. Every Kahuna of an installation has the same; losing them makes every key and every
 * sign-in worthless. Nothing uses them directly: each purpose has a key of its own, derived with HKDF-SHA256 (RFC 5869).
 */
@Component
public final class SealKey {
    private static final Logger LOG = LoggerFactory.getLogger(SealKey.class);
    private static final int LENGTH = 32;

    private final byte[] secret;

    @Autowired
    SealKey(KahunaProperties properties) {
        this(secretOf(properties.sealKeyFile()));
    }

    public SealKey(byte[] secret) {
        this.secret = secret.clone();
    }

    /** A key of 32 bytes for one purpose, always the same for the same purpose. */
    public SecretKey derive(String purpose, String algorithm) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(("kowabunga " + purpose).getBytes(StandardCharsets.UTF_8), LENGTH);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HKDF-SHA256.", impossible);
        }
    }

    private static byte[] secretOf(@Nullable Path file) {
        if (file == null) {
            LOG.warn("kahuna.seal-key-file is not set: keys and sign-ins are void after a restart.");
            return fresh();
        }
        return parse(
                "kahuna.seal-key-file",
                file,
                SecretFile.readOrMake(file, () -> Base64.getEncoder().encodeToString(fresh())));
    }

    /** A key that sealed before the present one; its file must be there. */
    static SealKey in(Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidSetting("kahuna.former-seal-key-files", file.toString(), "files that Kahuna can read");
        }
        var text = SecretFile.readOrMake(file, () -> "");
        return new SealKey(parse("kahuna.former-seal-key-files", file, text));
    }

    private static byte[] parse(String setting, Path file, String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (bytes.length == LENGTH) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // The sentence below says what is needed, without showing what the file holds.
        }
        throw new InvalidSetting(setting, file.toString(), "a file with base64 of 32 bytes");
    }

    private static byte[] fresh() {
        var bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
