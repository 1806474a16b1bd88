package cloud.kowabunga.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4294967296, 4294967296",
        "100B, 100",
        "1K, 1024",
        "512MiB, 536870912",
        "512 MiB, 536870912",
        "4GiB, 4294967296",
        "4gib, 4294967296",
        "4G, 4294967296",
        "4GB, 4000000000",
        "1.5GiB, 1610612736",
        "2TiB, 2199023255552"
    })
    void sizes_are_read_as_people_write_them(String written, long bytes) {
        assertThat(Sizes.parse(written)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1GiB", "4XiB", "1.2345GiB", "9999999999TiB"})
    void what_is_no_size_is_refused(String written) {
        assertThatThrownBy(() -> Sizes.parse(written)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1610612736, 1.5 GiB", "4294967296, 4 GiB"})
    void sizes_are_shown_in_the_largest_unit(long bytes, String shown) {
        assertThat(Sizes.forPeople(bytes)).isEqualTo(shown);
    }
}
