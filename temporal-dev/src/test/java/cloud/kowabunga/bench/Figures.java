package cloud.kowabunga.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long something took, many times over.
 *
 * @param sorted each duration in nanoseconds, shortest first
 * @param wall from the first begin to the last end
 */
record Figures(List<Long> sorted, Duration wall) {
    /** One job with the part of it that is measured; what comes before and after it is not. */
    interface Job {
        long measuredNanos() throws Exception;
    }

    /** Runs the job so many times, with so many at once. A job that fails ends the run. */
    static Figures of(int times, int atOnce, Callable<Job> jobs) throws Exception {
        var durations = new long[times];
        var next = new AtomicInteger();
        var slots = new Semaphore(atOnce);
        var began = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < times; i++) {
                slots.acquire();
                running.add(threads.submit(() -> {
                    try {
                        durations[next.getAndIncrement()] = jobs.call().measuredNanos();
                    } finally {
                        slots.release();
                    }
                    return null;
                }));
            }
            for (var job : running) {
                job.get();
            }
        }
        var wall = Duration.ofNanos(System.nanoTime() - began);
        return new Figures(Arrays.stream(durations).sorted().boxed().toList(), wall);
    }

    double millis(int percentile) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100)) / 1e6;
    }

    double perSecond() {
        return sorted.size() * 1000.0 / wall.toMillis();
    }
}
