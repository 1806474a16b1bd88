package cloud.kowabunga.koala.compute;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.ui.Banner;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Says of what may be a part of a Kompute that it is, as a part of its page. What is a part once is one for good. */
public final class PartPanel extends Div {
    private static final Set<String> KINDS = Set.of("instance", "volume", "adapter");

    /** @param link leads to the resource of that kind and id */
    public PartPanel(String kind, String id, BiFunction<String, String, Component> link) {
        setVisible(false);
        wholeOf(kind, id).ifPresent(kompute -> {
            setVisible(true);
            var banner = Banner.quiet(
                    "It is a part of a Kompute and goes with it. What was done to the whole stands in the history there.");
            banner.add(link.apply("kompute", kompute));
            add(banner);
        });
    }

    /** Whether a resource of that kind may be a part of a Kompute. */
    public static boolean mayBe(String kind) {
        return KINDS.contains(kind);
    }

    /** The id of the Kompute that the resource is a part of, so that it cannot be deleted alone. */
    public static Optional<String> wholeOf(String kind, String id) {
        var visitor = Visitor.current();
        return mayBe(kind)
                ? visitor.ask(() -> visitor.kahuna().komputeOf(kind, id)).flatMap(found -> found)
                : Optional.empty();
    }
}
