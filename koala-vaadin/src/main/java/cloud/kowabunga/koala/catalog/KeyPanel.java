package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.ui.Confirm;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** The key of a user or of an agent, as a part of its page: until when it holds, when it was last used, and the way to end it. */
final class KeyPanel extends Div {
    private static final Range ALL = new Range(0, 10, "name");
    /** No window stays open for longer. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final String owner;
    private @Nullable List<Resource> shown;

    /** @param kind of the owner */
    KeyPanel(Kind kind, String owner) {
        this.kind = kind;
        this.owner = owner;
        Live.keep(this, Set.of(Kind.TOKEN.path()), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    void refresh() {
        visitor.ask(() -> visitor.kahuna().resources(Kind.TOKEN.path(), new ResourceFilter("", owner, ""), ALL))
                .filter(keys -> !keys.rows().equals(shown))
                .ifPresent(keys -> show(keys.rows()));
    }

    private void show(List<Resource> keys) {
        shown = keys;
        removeAll();
        add(new H2("Key"));
        if (keys.isEmpty()) {
            var none = new Span("It has no key.");
            none.addClassName("quiet");
            add(none);
        }
        keys.forEach(key -> add(line(key)));
        keys.stream()
                .flatMap(key -> KeyWords.end(key).stream())
                .min(Comparator.naturalOrder())
                .ifPresent(end -> endAt(end, keys));
    }

    /** Nothing happens in Kahuna when a key runs out, so nobody tells: the window itself looks at its clock. */
    private void endAt(Instant end, List<Resource> keys) {
        var left = Duration.between(Instant.now(), end);
        if (left.isPositive() && left.compareTo(LONGEST) < 0) {
            getElement()
                    .executeJs("return new Promise(over => setTimeout(over, $0))", Math.toIntExact(left.toMillis()))
                    .then(_ -> show(keys));
        }
    }

    private Div line(Resource key) {
        var words = KeyWords.of(UI.getCurrentOrThrow());
        var revoke = new Button("Revoke", VaadinIcon.BAN.create(), _ -> confirm(key));
        revoke.setId("revoke");
        revoke.setVisible(new Allowed(Kind.TOKEN).toDelete());
        revoke.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
        var said = Stream.of(key.name(), words.holds(key), kind.equals(Kind.USER) ? used(words, key) : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" · "));
        var line = new Div(new Span(said), revoke);
        line.addClassName("tools");
        return line;
    }

    private static String used(KeyWords words, Resource key) {
        return words.lastUse(key).map(last -> "last used " + last).orElse("never used");
    }

    private void confirm(Resource key) {
        new Confirm(
                        "Revoke",
                        key.name(),
                        "The key ends at once: whoever calls with it is refused, whoever has signed in with it is signed out,"
                                + " and an agent's tunnel is cut.",
                        () -> revoke(key))
                .saying("Revoke key")
                .open();
    }

    private void revoke(Resource key) {
        visitor.kahuna().order(HttpMethod.DELETE, "/token/" + key.id(), null);
        Notices.done("The key is revoked.");
        refresh();
    }
}
