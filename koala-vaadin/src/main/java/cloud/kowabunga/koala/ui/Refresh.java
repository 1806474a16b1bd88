package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings a screen up to date soon after it was asked to, once for many askings, so that a burst of events costs one request. */
public final class Refresh {
    /** What changes is on the screen well within a second. */
    public static final Duration SOON = Duration.ofMillis(100);

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Executor later;
    private final Runnable inWindow;

    public Refresh(UI ui, Runnable refresh) {
        this(ui, SOON, refresh);
    }

    /** @param pause how long to collect askings */
    public Refresh(UI ui, Duration pause, Runnable refresh) {
        this.later = CompletableFuture.delayedExecutor(
                pause.toMillis(),
                TimeUnit.MILLISECONDS,
                task -> Thread.ofVirtual().start(task));
        this.inWindow = ui.accessLater(
                () -> {
                    asked.set(false);
                    refresh.run();
                },
                // The window is closed; nobody looks any more.
                () -> {});
    }

    /** From any thread. */
    public void soon() {
        if (asked.compareAndSet(false, true)) {
            later.execute(inWindow);
        }
    }
}
