package cloud.kowabunga.kahuna.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SealsTest {
    private static final SealKey OLD = key(1);
    private static final SealKey NEW = key(2);
    private final Seals seals = new Seals(NEW, List.of());

    @Test
    void what_is_sealed_opens_as_it_was_and_reads_like_nothing() {
        for (var secret : List.of("", "hunter2", "Ünïcödé ✓", "x".repeat(10_000))) {
            var sealed = seals.seal("project/p-1/root_password", secret);
            assertThat(sealed).matches("sealed:[0-9a-f]{8}:[A-Za-z0-9+/=]+").doesNotContain("hunter2");
            assertThat(seals.open("project/p-1/root_password", sealed)).isEqualTo(secret);
        }
    }

    @Test
    void the_same_secret_is_never_sealed_to_the_same() {
        assertThat(seals.seal("a", "hunter2")).isNotEqualTo(seals.seal("a", "hunter2"));
    }

    @Test
    void a_sealed_secret_opens_at_its_own_place_alone() {
        var sealed = seals.seal("project/p-1/root_password", "hunter2");
        assertThatThrownBy(() -> seals.open("project/p-2/root_password", sealed))
                .hasMessageContaining("changed in the database");
    }

    @Test
    void one_changed_letter_is_noticed() {
        var sealed = seals.seal("a", "hunter2");
        var letter = sealed.charAt(20) == 'A' ? 'B' : 'A';
        assertThatThrownBy(() -> seals.open("a", sealed.substring(0, 20) + letter + sealed.substring(21)))
                .hasMessageContaining("changed in the database");
        assertThatThrownBy(() -> seals.open("a", "hunter2")).hasMessageContaining("key");
    }

    @Test
    void a_former_key_opens_and_does_not_seal() {
        var sealed = new Seals(OLD, List.of()).seal("a", "hunter2");
        assertThatThrownBy(() -> seals.open("a", sealed)).hasMessageContaining("does not have");

        var after = new Seals(NEW, List.of(OLD));
        assertThat(after.open("a", sealed)).isEqualTo("hunter2");
        assertThat(after.isCurrent(sealed)).isFalse();
        assertThat(after.isCurrent(after.seal("a", "hunter2"))).isTrue();
        assertThat(seals.open("a", after.seal("a", "hunter2"))).isEqualTo("hunter2");
    }

    private static SealKey key(int filling) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return new SealKey(bytes);
    }
}
