package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.wire.TooManyTries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords: after five failures within five minutes for one user, or for what nobody is called, or thirty
 * from one address, further tries are refused without looking at the password. A try counts as failed until it is known to be good, so that many at the same time
 * gain nothing. Each Kahuna counts for itself.
 */
@Component
final class LoginThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int FAILURES_OF_LOGIN = 5;
    private static final int FAILURES_OF_ADDRESS = 30;
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock = Clock.systemUTC();
    private final Map<String, ArrayDeque<Instant>> failures = new LinkedHashMap<>();

    /** Raises {@link TooManyTries}. */
    synchronized void admit(String login, String address) {
        refuseAbove("login " + login, FAILURES_OF_LOGIN);
        refuseAbove("address " + address, FAILURES_OF_ADDRESS);
        note("login " + login);
        note("address " + address);
    }

    synchronized void succeeded(String login, String address) {
        failures.remove("login " + login);
        var moments = failures.get("address " + address);
        if (moments != null) {
            moments.pollLast();
        }
    }

    private void refuseAbove(String who, int most) {
        var moments = failures.get(who);
        if (moments == null) {
            return;
        }
        var begin = clock.instant().minus(WINDOW);
        while (!moments.isEmpty() && moments.getFirst().isBefore(begin)) {
            moments.removeFirst();
        }
        if (moments.size() >= most) {
            throw new TooManyTries(Duration.between(begin, moments.getFirst()).plusSeconds(1));
        }
    }

    private void note(String who) {
        failures.computeIfAbsent(who, _ -> new ArrayDeque<>()).addLast(clock.instant());
        // The oldest are forgotten first, so that inventing logins does not fill the memory.
        if (failures.size() > MOST_REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
