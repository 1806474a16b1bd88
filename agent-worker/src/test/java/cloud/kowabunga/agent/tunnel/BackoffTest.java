package cloud.kowabunga.agent.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(7));

    @Test
    void the_first_tries_come_quickly() {
        assertThat(backoff.afterFailure()).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(backoff.afterFailure()).isLessThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void no_wait_is_longer_than_half_a_minute_however_often_it_failed() {
        assertThat(IntStream.range(0, 200).mapToObj(failure -> backoff.afterFailure()))
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(30)) <= 0)
                .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(20)) > 0);
    }

    @Test
    void after_a_success_it_is_quick_again() {
        IntStream.range(0, 50).forEach(failure -> backoff.afterFailure());

        backoff.succeeded();

        assertThat(backoff.afterFailure()).isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_refusal_is_tried_again_slowly_from_the_beginning() {
        assertThat(backoff.afterRefusal()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
