package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/examples} work as they stand. */
@Timeout(900)
@ExtendWith(Platform.Simulated.class)
final class ExamplesIT {
    @Test
    void the_playbook_makes_a_region_changes_nothing_twice_and_removes_it(Platform platform) {
        passed(platform.python(Duration.ofMinutes(12), platform.agents(), "ansible_example.py"));
    }

    @Test
    void the_opentofu_files_fit_the_api_attribute_by_attribute_and_make_a_region(Platform platform) {
        passed(platform.python(Duration.ofMinutes(6), platform.agents(), "opentofu_example.py"));
    }

    private static void passed(Shell.Ended ended) {
        System.out.println(ended.orFail().output());
        assertThat(ended.output()).containsPattern("(?m)^\\d+ passed, 0 failed$");
    }
}
