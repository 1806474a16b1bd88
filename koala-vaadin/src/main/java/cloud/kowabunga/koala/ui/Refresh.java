package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings a screen up to date soon after it was asked to, once for many askings, so that a burst of events costs one request. */
public final class Refresh {
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));

    private final UI ui;
    private final Runnable refresh;
    private final AtomicBoolean asked = new AtomicBoolean();

    public Refresh(UI ui, Runnable refresh) {
        this.ui = ui;
        this.refresh = refresh;
    }

    /** From any thread. */
    public void soon() {
        if (asked.compareAndSet(false, true)) {
            SOON.execute(this::now);
        }
    }

    private void now() {
        try {
            ui.access(() -> {
                asked.set(false);
                refresh.run();
            });
        } catch (UIDetachedException e) {
            // The window is closed; nobody looks any more.
        }
    }
}
