package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.Change;
import cloud.kowabunga.koala.ui.Refresh;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Keeps a part of the screen up to date for as long as it is on the screen. */
public final class Live {
    private Live() {}

    /**
     * Refreshes the part when something of these kinds changed, and when Kahuna is back.
     *
     * @param nouns as they stand in paths
     */
    public static void keep(Component part, Set<String> nouns, Runnable refresh) {
        keep(part, nouns::contains, refresh);
    }

    /**
     * Refreshes the part when something of such a kind changed, and when Kahuna is back.
     *
     * @param nouns which, as they stand in paths
     */
    public static void keep(Component part, Predicate<String> nouns, Runnable refresh) {
        keep(part, nouns, Refresh.SOON, refresh);
    }

    /**
     * Refreshes the part when something of such a kind changed, and when Kahuna is back.
     *
     * @param pause how long after, at the most once in that time
     */
    public static void keep(Component part, Predicate<String> nouns, Duration pause, Runnable refresh) {
        follow(part, change -> nouns.test(change.noun()), pause, refresh);
    }

    /** Refreshes the part when such a change happened, and when Kahuna is back. */
    public static void follow(Component part, Predicate<Change> changes, Runnable refresh) {
        follow(part, changes, Refresh.SOON, refresh);
    }

    private static void follow(Component part, Predicate<Change> changes, Duration pause, Runnable refresh) {
        var watching = new AtomicReference<Registration>(() -> {});
        part.addAttachListener(attach -> {
            var soon = new Refresh(attach.getUI(), pause, refresh);
            watching.set(Visitor.current().watch(new Visitor.Watcher() {
                @Override
                public void changed(Change change) {
                    if (changes.test(change)) {
                        soon.soon();
                    }
                }

                @Override
                public void reachability() {
                    soon.soon();
                }

                @Override
                public void signedOut() {
                    // The layout around every screen leads to the sign-in page.
                }
            }));
        });
        part.addDetachListener(_ -> watching.getAndSet(() -> {}).remove());
    }
}
