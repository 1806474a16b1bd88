package cloud.kowabunga.koala.catalog;

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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** The key of a user or of an agent, as a part of its page: until when it holds, when it was last used, and the way to end it. */
final class KeyPanel extends Div {
    private static final Range ALL = new Range(0, 10, "name");

    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final String owner;
    private @Nullable List<Resource> shown;

    /** @param kind of the owner */
    KeyPanel(Kind kind, String owner) {
        this.kind = kind;
        this.owner = owner;
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    /** Keys are nobody's news: whoever does something to one says so here. */
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
