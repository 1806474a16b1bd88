package cloud.kowabunga.kahuna.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.kahuna.InvalidSetting;
import cloud.kowabunga.kahuna.seal.SealKey;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadSealTest {
    private static final String SECRET = "hunter2";
    private static final String OLD = "old MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=";
    private static final String NEW = "new MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=";

    private final PayloadSeal seal = seal(OLD);
    private final SealedConverter converter = new SealedConverter(seal);

    @Test
    void what_is_sealed_can_be_opened_and_nothing_of_it_read() {
        var sealed = converter.toPayloads(SECRET).orElseThrow();
        assertThat(new String(sealed.toByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET)
                .contains("old");
        assertThat(converter.fromPayloads(0, Optional.of(sealed), String.class, String.class))
                .isEqualTo(SECRET);
        assertThat(converter.toPayloads(SECRET).orElseThrow()).isNotEqualTo(sealed);
    }

    @Test
    void a_new_key_seals_and_an_old_one_still_opens() {
        var before = seal.seal(clear());
        var rotated = seal(NEW + "\n" + OLD + "\n");
        assertThat(rotated.open(before)).isEqualTo(clear());
        var after = rotated.seal(clear());
        assertThat(rotated.open(after)).isEqualTo(clear());
        assertThatThrownBy(() -> seal.open(after))
                .isInstanceOf(PayloadCodecException.class)
                .hasMessageContaining("'new'");
        assertThatThrownBy(() -> seal(NEW).open(before)).hasMessageContaining("'old'");
    }

    @Test
    void what_was_changed_on_the_way_is_not_opened() {
        var sealed = seal.seal(clear());
        var bytes = sealed.getData().toByteArray();
        bytes[bytes.length - 1] ^= 1;
        var changed = sealed.toBuilder().setData(ByteString.copyFrom(bytes)).build();
        assertThatThrownBy(() -> seal.open(changed)).isInstanceOf(PayloadCodecException.class);
        var cutOff = sealed.toBuilder().setData(ByteString.copyFromUtf8("x")).build();
        assertThatThrownBy(() -> seal.open(cutOff)).isInstanceOf(PayloadCodecException.class);
    }

    @Test
    void what_was_never_sealed_is_read_as_it_is() {
        assertThat(seal.decode(List.of(clear()))).containsExactly(clear());
        assertThat(seal.seal(seal.seal(clear())).getData()).isNotEqualTo(clear().getData());
        assertThat(seal.open(seal.seal(seal.seal(clear())))).isEqualTo(clear());
    }

    @Test
    void a_summary_stays_readable() {
        assertThat(converter
                        .toPayload("Create instance web-1")
                        .orElseThrow()
                        .getData()
                        .toStringUtf8())
                .contains("Create instance web-1");
    }

    @Test
    void an_agents_failure_is_sealed_with_its_causes_and_its_kind_stays() {
        var messages = new SealedMessages(seal);
        var failure = Failure.newBuilder()
                .setMessage(SECRET)
                .setStackTrace(SECRET)
                .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder()
                        .setType("LIBVIRT_REFUSED")
                        .setNonRetryable(true)
                        .setDetails(Payloads.newBuilder().addPayloads(clear())))
                .setCause(Failure.newBuilder().setMessage("why: " + SECRET))
                .build();
        var request = RespondActivityTaskFailedRequest.newBuilder()
                .setFailure(failure)
                .build();

        var sealed = messages.seal(request);

        assertThat(sealed.toString()).doesNotContain(SECRET).contains("LIBVIRT_REFUSED", "non_retryable: true");
        assertThat(messages.open(sealed)).isEqualTo(request);
        // The worker of Kahuna reads it as the SDK does.
        assertThat(converter.failureToException(sealed.getFailure()))
                .isInstanceOfSatisfying(ApplicationFailure.class, thrown -> {
                    assertThat(thrown.getOriginalMessage()).isEqualTo(SECRET);
                    assertThat(thrown.getCause())
                            .isInstanceOfSatisfying(
                                    TemporalFailure.class,
                                    cause -> assertThat(cause.getOriginalMessage())
                                            .isEqualTo("why: " + SECRET));
                });
        // And what the SDK seals is opened by us.
        var ours = converter.exceptionToFailure(ApplicationFailure.newFailure(SECRET, "STORE_REFUSED"));
        assertThat(ours.toString()).doesNotContain(SECRET);
        assertThat(messages.open(ours).getMessage()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing", "k1", "k1 short", "k1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a b c"})
    void a_file_without_keys_ends_the_start_with_a_sentence(String text) {
        assertThatThrownBy(() -> PayloadKeys.parse(text, "/etc/keys"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("kahuna.payload-keys-file");
    }

    @Test
    void a_missing_file_is_made_and_read_again(@TempDir Path folder) {
        var file = folder.resolve("payload-keys");
        var sealed = new PayloadSeal(PayloadKeys.of(file, new SealKey(new byte[32]))).seal(clear());
        assertThat(new PayloadSeal(PayloadKeys.of(file, new SealKey(new byte[32]))).open(sealed))
                .isEqualTo(clear());
        var derived = PayloadKeys.of(null, new SealKey(new byte[32]));
        assertThat(new PayloadSeal(derived).open(new PayloadSeal(derived).seal(clear())))
                .isEqualTo(clear());
    }

    private static PayloadSeal seal(String file) {
        return new PayloadSeal(PayloadKeys.parse(file, "keys"));
    }

    private static Payload clear() {
        return Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8("\"" + SECRET + "\""))
                .build();
    }
}
