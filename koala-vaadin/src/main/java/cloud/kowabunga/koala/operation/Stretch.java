package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The time from the first step's beginning to the last one's end, or to now while one goes on: the width of the timeline. */
record Stretch(Instant from, Instant to) {
    private static final double WHOLE = 100;

    static Stretch of(List<StepRow> steps) {
        var now = Instant.now();
        var from = steps.stream()
                .map(StepRow::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(now);
        var to = steps.stream()
                .map(step -> end(step, now))
                .max(Instant::compareTo)
                .orElse(now);
        return new Stretch(from, to.isAfter(from) ? to : from.plusMillis(1));
    }

    private static Instant end(StepRow step, Instant now) {
        var ended = step.endedAt();
        return ended != null ? ended : step.moving() ? now : Objects.requireNonNullElse(step.startedAt(), now);
    }

    /** Where the step begins, in percent of the whole. */
    double offset(@Nullable Instant start) {
        return start == null ? 0 : share(Duration.between(from, start));
    }

    /** How much of the whole the step takes, in percent, and never so little that it cannot be seen. */
    double width(StepRow step) {
        var start = step.startedAt();
        return start == null ? 0 : Math.max(1, share(Duration.between(start, end(step, to))));
    }

    private double share(Duration part) {
        return Math.clamp(WHOLE * part.toNanos() / Duration.between(from, to).toNanos(), 0, WHOLE);
    }
}
