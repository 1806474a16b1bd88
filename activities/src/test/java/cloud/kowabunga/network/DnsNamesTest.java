package cloud.kowabunga.network;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.kowabunga.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DnsNamesTest {
    @Test
    void labels_and_domains_are_host_names() {
        for (var label : List.of("a", "web-1", "7", "A".repeat(63))) {
            assertThatCode(() -> new DnsLabel(label)).doesNotThrowAnyException();
            assertThatCode(() -> new DomainName(label + ".example.com")).doesNotThrowAnyException();
        }
        for (var label : List.of("", "-a", "a-", "a_b", "a.b", "*", "ä", "a b", "a".repeat(64))) {
            assertRefused(Fault.INVALID_VALUE, () -> new DnsLabel(label));
        }
        for (var domain : List.of("", ".", "a.", ".a", "a..b", "a_b.c", "a".repeat(64) + ".b")) {
            assertRefused(Fault.INVALID_VALUE, () -> new DomainName(domain));
        }
    }

    @Test
    void a_whole_name_has_at_most_253_characters() {
        var domain = new DomainName("d".repeat(63) + "." + "e".repeat(63) + "." + "f".repeat(62));
        domain.requireRoomFor(new DnsLabel("a".repeat(61)));
        assertRefused(Fault.INVALID_VALUE, () -> domain.requireRoomFor(new DnsLabel("a".repeat(63))));
    }
}
