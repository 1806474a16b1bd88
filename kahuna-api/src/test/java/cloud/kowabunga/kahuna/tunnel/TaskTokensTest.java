package cloud.kowabunga.kahuna.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.topology.AgentId;
import com.google.protobuf.ByteString;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class TaskTokensTest {
    private static final AgentId OWNER = new AgentId("owner");
    private static final AgentId THIEF = new AgentId("thief");

    private final TaskTokens tokens = with(1);

    @Property(tries = 200)
    void what_was_sealed_for_an_agent_it_can_give_back(
            @ForAll @Size(max = 500) byte[] token,
            @ForAll @AlphaChars @StringLength(max = 255) String run,
            @ForAll boolean again) {
        var task = new TaskTokens.Task(ByteString.copyFrom(token), run, again);

        assertThat(with(1).open(OWNER, tokens.seal(OWNER, task))).isEqualTo(task);
    }

    @Property(tries = 50)
    void nobody_else_can(@ForAll @Size(max = 100) byte[] token) {
        var sealed = tokens.seal(OWNER, new TaskTokens.Task(ByteString.copyFrom(token), "run-1", false));

        assertThatThrownBy(() -> tokens.open(THIEF, sealed)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> with(2).open(OWNER, sealed)).isInstanceOf(Refusal.class);
    }

    @Property(tries = 200)
    void one_changed_bit_makes_it_worthless(
            @ForAll @IntRange(max = 10_000) int where, @ForAll @IntRange(max = 7) int bit) {
        var sealed = tokens.seal(OWNER, new TaskTokens.Task(ByteString.copyFromUtf8("token"), "run-1", true))
                .toByteArray();
        sealed[where % sealed.length] ^= (byte) (1 << bit);

        assertThatThrownBy(() -> tokens.open(OWNER, ByteString.copyFrom(sealed)))
                .isInstanceOf(Refusal.class);
    }

    @Property(tries = 200)
    void noise_is_no_token(@ForAll @Size(max = 200) byte[] noise) {
        assertThatThrownBy(() -> tokens.open(OWNER, ByteString.copyFrom(noise))).isInstanceOf(Refusal.class);
    }

    private static TaskTokens with(int seed) {
        var key = new byte[32];
        key[0] = (byte) seed;
        return new TaskTokens(new SecretKeySpec(key, "AES"));
    }
}
