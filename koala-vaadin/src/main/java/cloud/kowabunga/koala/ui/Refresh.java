package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.UI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings a screen up to date soon after it was asked to, once for many askings, so that a burst of events costs one request. */
public final class Refresh {
    private static final Executor SOON = CompletableFuture.delayedExecutor(
            100, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Runnable inWindow;

    public Refresh(UI ui, Runnable refresh) {
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
            SOON.execute(inWindow);
        }
    }
}
