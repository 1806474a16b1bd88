package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long something took, or has been going on: the browser counts on by itself, see {@code js/koala.js}. */
@Tag("koala-elapsed")
public final class Elapsed extends Component {
    public Elapsed() {}

    /** From one time to another; without a start nothing, without an end still going on. */
    public Elapsed(@Nullable Instant start, @Nullable Instant end) {
        set(start, end);
    }

    public void set(@Nullable Instant start, @Nullable Instant end) {
        attribute("since", start);
        attribute("until", end);
        // By the server's clock, so that a browser whose own is wrong still counts right.
        attribute("now", start == null || end != null ? null : Instant.now());
    }

    private void attribute(String name, @Nullable Instant value) {
        if (value == null) {
            getElement().removeAttribute(name);
        } else {
            getElement().setAttribute(name, value.toString());
        }
    }

    /** For a person, in the two largest units, for example {@code 2 min 4 s}. */
    public static String forPeople(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            return "%.1f s".formatted(Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
        }
        return "%d d %d h".formatted(seconds / 86_400, seconds / 3600 % 24);
    }
}
