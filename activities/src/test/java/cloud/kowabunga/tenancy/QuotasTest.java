package cloud.kowabunga.tenancy;

import static cloud.kowabunga.tenancy.Quotas.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.Bytes;
import org.junit.jupiter.api.Test;

final class QuotasTest {
    private static final long GIB = 1L << 30;

    private static Quotas storage(long bytes) {
        return new Quotas(0, Bytes.ZERO, new Bytes(bytes), 0);
    }

    @Test
    void what_is_too_much_is_told_in_units_that_people_read() {
        assertThatThrownBy(() -> Quotas.requireWithin(storage(6 * GIB), UNLIMITED, storage(100 * GIB), "alpha"))
                .hasMessage("Project 'alpha' may use 6 GiB of storage; this would make it 100 GiB."
                        + " Free some or raise the quota.");
    }

    @Test
    void a_single_byte_too_much_is_told_in_bytes() {
        assertThatThrownBy(() -> Quotas.requireWithin(storage(6 * GIB + 1), UNLIMITED, storage(6 * GIB + 2), "alpha"))
                .hasMessageContaining("6442450945 bytes of storage; this would make it 6442450946.");
    }

    @Test
    void instances_are_counted() {
        assertThatThrownBy(() -> Quotas.requireWithin(
                        new Quotas(0, Bytes.ZERO, Bytes.ZERO, 3),
                        UNLIMITED,
                        new Quotas(0, Bytes.ZERO, Bytes.ZERO, 4),
                        "alpha"))
                .hasMessageContaining("may use 3 instances; this would make it 4.");
    }
}
