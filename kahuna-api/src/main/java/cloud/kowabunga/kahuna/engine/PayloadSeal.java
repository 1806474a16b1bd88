package cloud.kowabunga.kahuna.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals what the engine stores: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits, whole payloads with their metadata. What
 * was never sealed, such as a history from before, is opened as it is.
 */
public final class PayloadSeal implements PayloadCodec {
    /** As Temporal's own samples name it, so that its tools know such payloads. */
    static final ByteString ENCODING = ByteString.copyFromUtf8("binary/encrypted");

    private static final String ENCODING_KEY = "encoding";
    private static final String ID_KEY = "encryption-key-id";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final PayloadKeys keys;
    private final SecureRandom random = new SecureRandom();

    public PayloadSeal(PayloadKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream().map(this::seal).toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream().map(this::open).toList();
    }

    Payload seal(Payload clear) {
        if (isSealed(clear)) {
            return clear;
        }
        var id = keys.first();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, id, key(id), nonce).doFinal(clear.toByteArray());
            return Payload.newBuilder()
                    .putMetadata(ENCODING_KEY, ENCODING)
                    .putMetadata(ID_KEY, ByteString.copyFromUtf8(id))
                    .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed)))
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A payload could not be sealed.", impossible);
        }
    }

    Payload open(Payload payload) {
        if (!isSealed(payload)) {
            return payload;
        }
        var id = payload.getMetadataOrDefault(ID_KEY, ByteString.EMPTY).toStringUtf8();
        var data = payload.getData();
        if (data.size() < NONCE) {
            throw new PayloadCodecException("A sealed payload is cut off.");
        }
        try {
            var nonce = data.substring(0, NONCE).toByteArray();
            var clear = cipher(Cipher.DECRYPT_MODE, id, key(id), nonce)
                    .doFinal(data.substring(NONCE).toByteArray());
            return Payload.parseFrom(clear);
        } catch (GeneralSecurityException | InvalidProtocolBufferException notOurs) {
            throw new PayloadCodecException(
                    "A payload that the key '" + id + "' sealed cannot be opened with it.", notOurs);
        }
    }

    static boolean isSealed(Payload payload) {
        return payload.getMetadataOrDefault(ENCODING_KEY, ByteString.EMPTY).equals(ENCODING);
    }

    private SecretKey key(String id) {
        return keys.find(id)
                .orElseThrow(() -> new PayloadCodecException(
                        "There is no key '" + id + "' among the payload keys, and it sealed this payload."));
    }

    private static Cipher cipher(int mode, String id, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("kowabunga payload " + id).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
