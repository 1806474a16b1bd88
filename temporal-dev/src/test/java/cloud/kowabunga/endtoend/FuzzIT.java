package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * schemathesis holds Kahuna to its own document with thousands of calls, wanted and unwanted: {@code fuzz.py} says what is checked.
 * {@code ./kowabunga test fuzz} does the same for longer, with another seed each time.
 */
@Timeout(900)
@ExtendWith(Platform.Spoilt.class)
final class FuzzIT {
    @Test
    void no_call_ends_in_a_way_that_the_document_does_not_tell(Platform platform) {
        var ended = platform.python(
                Duration.ofMinutes(12), Map.of("TMPDIR", platform.home().toString()), "fuzz.py");
        System.out.println(ended.orFail().output());
        assertThat(ended.output()).contains("Operations", "Selected");
    }
}
