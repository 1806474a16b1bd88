package cloud.kowabunga.agent.inventory;

import cloud.kowabunga.agent.Inventory;
import cloud.kowabunga.agent.compute.Census;
import cloud.kowabunga.agent.compute.DomainType;
import cloud.kowabunga.agent.compute.KvmProbe;
import cloud.kowabunga.agent.storage.DirectoryBlockStore;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.PoolReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The report of a real Kaktus. A libvirtd or a disk that hangs delays no report: its last question is left open until it answers. */
public final class LibvirtInventory implements Inventory {
    private static final Duration LIMIT = Duration.ofMillis(1500);
    private static final Executor THREADS =
            work -> Thread.ofPlatform().daemon().name("inventory").start(work);

    private final String version;
    private final Instant startedAt;
    private final Census census;
    private final KvmProbe kvm;
    private final Open<Census.Count> count;
    private final Open<List<PoolReport>> pools;
    private List<PoolReport> lastPools = List.of();

    /** Begins to find out about KVM, which may take seconds. */
    public LibvirtInventory(String version, Instant startedAt, Census census, KvmProbe kvm, DirectoryBlockStore store) {
        this.version = version;
        this.startedAt = startedAt;
        this.census = census;
        this.kvm = kvm;
        this.count = new Open<>(census::take);
        this.pools = new Open<>(() -> CompletableFuture.supplyAsync(store::status, THREADS));
        THREADS.execute(kvm::find);
    }

    @Override
    public synchronized AgentReport report() {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        count.begin();
        pools.begin();
        var problems = new ArrayList<String>();
        var seen = seen(deadline, problems);
        pools(deadline, problems).ifPresent(now -> lastPools = now);
        return new AgentReport(
                version,
                startedAt,
                seen.map(Census.Count::processor).orElse(null),
                seen.map(Census.Count::memory).orElse(null),
                seen.map(this::hypervisor).orElse(null),
                false,
                lastPools,
                seen.map(Census.Count::domains).orElse(null),
                problems);
    }

    private Optional<Census.Count> seen(long deadline, List<String> problems) {
        try {
            return Optional.of(count.end(deadline));
        } catch (TimeoutException slow) {
            problems.add("libvirt at " + census.uri() + " has not answered for "
                    + count.age().toSeconds() + " s.");
        } catch (ExecutionException failure) {
            problems.add(Faults.from(failure.getCause()).sentence());
        }
        return Optional.empty();
    }

    private Optional<List<PoolReport>> pools(long deadline, List<String> problems) {
        try {
            var now = pools.end(deadline);
            now.stream().map(PoolReport::problem).filter(Objects::nonNull).forEach(problems::add);
            return Optional.of(now);
        } catch (TimeoutException slow) {
            problems.add("The disks of the pools have not answered for "
                    + pools.age().toSeconds() + " s.");
        } catch (ExecutionException failure) {
            problems.add(Faults.from(failure.getCause()).sentence());
        }
        return Optional.empty();
    }

    private String hypervisor(Census.Count count) {
        var how = kvm.found().map(KvmProbe.Finding::type).map(DomainType::title).orElse("trying whether KVM works");
        return count.version() + " (" + how + ")";
    }

    /** A question that is asked anew only when the last one has been answered. Used by one thread at a time. */
    private static final class Open<T> {
        private final Supplier<Future<T>> asking;
        private @Nullable Future<T> answer;
        private long since;

        Open(Supplier<Future<T>> asking) {
            this.asking = asking;
        }

        void begin() {
            if (answer == null) {
                since = System.nanoTime();
                answer = asking.get();
            }
        }

        T end(long deadline) throws ExecutionException, TimeoutException {
            try {
                var given = Objects.requireNonNull(answer)
                        .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                answer = null;
                return given;
            } catch (ExecutionException failure) {
                answer = null;
                throw failure;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new TimeoutException("The agent is stopping.");
            }
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }
}
