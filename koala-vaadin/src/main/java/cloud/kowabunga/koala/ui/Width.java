package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.shared.Registration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tells a part of the screen whether it has little room. */
public final class Width {
    /** CSS pixels; a phone has fewer. */
    private static final int NARROW_BELOW = 800;

    private Width() {}

    /** Calls with whether the window is narrow, at once and on each change of its size. */
    public static void follow(Component part, Consumer<Boolean> narrow) {
        var following = new AtomicReference<Registration>(() -> {});
        part.addAttachListener(attach -> {
            var page = attach.getUI().getPage();
            following.set(page.addBrowserWindowResizeListener(size -> narrow.accept(size.getWidth() < NARROW_BELOW)));
            var told = page.getExtendedClientDetails();
            var width = told == null ? 0 : told.getWindowInnerWidth();
            narrow.accept(width > 0 && width < NARROW_BELOW);
        });
        part.addDetachListener(_ -> following.getAndSet(() -> {}).remove());
    }
}
