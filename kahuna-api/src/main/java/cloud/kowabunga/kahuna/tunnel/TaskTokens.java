package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals the task tokens that agents get, so that an agent can give back only what was handed to it, and any Kahuna can
 * check that, and know whose task it is, without remembering anything. AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and the agent's
 * id as associated data.
 */
final class TaskTokens {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte VERSION = 2;
    private static final int MOST_RUN = 255;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key for AES-256, the same on every Kahuna */
    TaskTokens(SecretKey key) {
        this.key = key;
    }

    /**
     * What an agent may give back.
     *
     * @param token the engine's own
     * @param run of the execution whose step it is, at most 255 bytes
     * @param again whether an attempt before this one failed
     */
    record Task(ByteString token, String run, boolean again) {}

    ByteString seal(AgentId agent, Task task) {
        var run = ByteString.copyFromUtf8(task.run());
        if (run.size() > MOST_RUN) {
            throw new IllegalArgumentException("A run's id has at most %d bytes.".formatted(MOST_RUN));
        }
        var inside = ByteString.copyFrom(new byte[] {(byte) (task.again() ? 1 : 0), (byte) run.size()})
                .concat(run)
                .concat(task.token());
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, agent, nonce).doFinal(inside.toByteArray());
            return ByteString.copyFrom(new byte[] {VERSION})
                    .concat(ByteString.copyFrom(nonce))
                    .concat(ByteString.copyFrom(sealed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A task token could not be sealed.", impossible);
        }
    }

    /** What is inside; refuses one that was handed to another agent or changed on the way. */
    Task open(AgentId agent, ByteString sealed) {
        if (sealed.size() <= 1 + NONCE || sealed.byteAt(0) != VERSION) {
            throw foreign();
        }
        try {
            var nonce = sealed.substring(1, 1 + NONCE).toByteArray();
            var bytes = sealed.substring(1 + NONCE).toByteArray();
            var inside = ByteString.copyFrom(
                    cipher(Cipher.DECRYPT_MODE, agent, nonce).doFinal(bytes));
            var run = 2 + Byte.toUnsignedInt(inside.byteAt(1));
            return new Task(inside.substring(run), inside.substring(2, run).toStringUtf8(), inside.byteAt(0) == 1);
        } catch (GeneralSecurityException notOurs) {
            throw foreign();
        }
    }

    private Cipher cipher(int mode, AgentId agent, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(agent.value().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static Refusal foreign() {
        return Refusal.because("This task token was not handed to this agent.");
    }
}
