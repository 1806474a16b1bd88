package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The published Python SDK, as it is installed from its registry, drives a whole life: {@code whole_life.py} says which. */
@Timeout(600)
final class PythonSdkIT {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    @Test
    @ExtendWith(Platform.Simulated.class)
    void the_sdk_lives_a_whole_life_in_a_region_that_it_makes_itself(Platform platform) {
        lived(platform.python(LIMIT, platform.agents(), "whole_life.py"));
    }

    @Test
    @ExtendWith(Platform.Shared.class)
    void the_sdk_lives_a_whole_life_on_real_machines(Platform platform) {
        lived(platform.python(LIMIT, Map.of(), "whole_life.py"));
    }

    private static void lived(Shell.Ended ended) {
        System.out.println(ended.orFail().output());
        assertThat(ended.output()).contains("nothing is left over").containsPattern("(?m)^\\d+ passed, 0 failed$");
    }
}
