package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.kahuna.access.AgentKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One console whose browser is connected to this Kahuna: carries bytes between the browser and the agent. */
final class Line {
    /** Closes a WebSocket because the console has ended; of the range that RFC 6455 leaves to applications. */
    static final int ENDED = 4000;

    static final Duration MOST_SILENCE = Duration.ofSeconds(30);
    private static final Duration MOST_WAIT = Duration.ofSeconds(20);

    private final ConsoleId id;
    private final Side browser;
    private final Duration idle;
    private final BiFunction<Line, String, String> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** So that the page hears of waiting before it hears of the agent, whichever of the two comes first here. */
    private final ReentrantLock beginning = new ReentrantLock();

    private final CountDownLatch over = new CountDownLatch(1);
    private final long begunNanos = System.nanoTime();
    private volatile long typedNanos = begunNanos;
    private volatile Consoles.@Nullable Opened opened;
    private volatile @Nullable Agent agent;

    /**
     * @param idle for how long nobody may type
     * @param whenEnded is told why, once, and answers with the reason that stands
     */
    Line(ConsoleId id, Side browser, Duration idle, BiFunction<Line, String, String> whenEnded) {
        this.id = id;
        this.browser = browser;
        this.idle = idle;
        this.whenEnded = whenEnded;
    }

    private record Agent(Side side, AgentKeys.Opened key) {}

    ConsoleId id() {
        return id;
    }

    /** Who has it open; null for one that is about to be opened. */
    Consoles.@Nullable Opened opened() {
        return opened;
    }

    /** With which key the agent came; null as long as none has. */
    AgentKeys.@Nullable Opened agentKey() {
        var here = agent;
        return here == null ? null : here.key();
    }

    void begin(Consoles.Opened what) {
        beginning.lock();
        try {
            opened = what;
            if (ended.get()) {
                // It ended before there was anything to end.
                var _ = whenEnded.apply(this, "The page was closed.");
                return;
            }
            browser.tell(new Notice(
                    "waiting",
                    "Waiting for the console of " + what.instanceName() + " …",
                    what.instanceName(),
                    what.again().value()));
            if (agent != null) {
                connected(what.instanceName());
            }
        } finally {
            beginning.unlock();
        }
    }

    /** The agent hears of the console from the database, and may be here before the thread that opened it goes on. */
    void join(Side side, AgentKeys.Opened key) {
        typedNanos = System.nanoTime();
        beginning.lock();
        try {
            agent = new Agent(side, key);
            if (ended.get()) {
                side.close(ENDED, "");
            } else if (opened != null) {
                connected(opened.instanceName());
            }
        } finally {
            beginning.unlock();
        }
    }

    private void connected(String name) {
        browser.tell(new Notice("open", "Connected to " + name + ". Press Enter if nothing shows.", name, null));
    }

    /** Something came from the browser, be it only the answer to a ping. */
    void browserHeard() {
        browser.heard();
    }

    /** From the guest to the person. */
    void said(ByteBuffer bytes) {
        try {
            browser.send(bytes);
        } catch (IOException gone) {
            end("The browser is gone.");
        }
    }

    /** From the person to the guest. What is typed before there is a guest is lost, as on any console. */
    void typed(ByteBuffer bytes) {
        typedNanos = System.nanoTime();
        var here = agent;
        if (here != null) {
            try {
                here.side().send(bytes);
            } catch (IOException gone) {
                end("The agent takes no more; its connection broke.");
            }
        }
    }

    /** Finds out whether both sides are still there. Called every few seconds. */
    void check() {
        var here = agent;
        if (browser.isSilentFor(MOST_SILENCE)) {
            end("The browser does not answer any more.");
        } else if (here == null && isOlderThan(begunNanos, MOST_WAIT)) {
            end("No agent of its Kaktus answered. Is one alive?");
        } else if (here != null && here.side().isSilentFor(MOST_SILENCE)) {
            end("The agent does not answer any more.");
        } else if (here != null && isOlderThan(typedNanos, idle)) {
            end("Nobody typed for " + inWords(idle) + ".");
        } else {
            browser.ping();
            if (here != null) {
                here.side().ping();
            }
        }
    }

    /** Ends it, once; both sides hear of it. */
    void end(String why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        // Farewells wait for the network, and this may be the thread that the network waits for.
        var _ = Thread.ofVirtual().name("console-end").start(() -> {
            var reason = whenEnded.apply(this, why);
            var here = agent;
            if (here != null) {
                here.side().close(ENDED, "");
            }
            browser.tell(new Notice("ended", reason, null, null));
            browser.close(ENDED, reason);
            over.countDown();
        });
    }

    /** Waits until both sides have heard of the end. */
    void awaitEnd(Duration most) throws InterruptedException {
        var _ = over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isOlderThan(long nanos, Duration age) {
        return System.nanoTime() - nanos > age.toNanos();
    }

    private static String inWords(Duration time) {
        return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }
}
