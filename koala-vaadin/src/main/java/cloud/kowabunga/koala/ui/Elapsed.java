package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
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
}
