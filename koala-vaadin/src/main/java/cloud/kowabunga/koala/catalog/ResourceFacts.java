package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.Facts;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The fields of a resource on its page. Only what differs is drawn anew, so that nobody loses what they point at. */
final class ResourceFacts extends Composite<Facts> {
    private final Kind kind;
    private final Names names;
    private final Words words;
    private final BiFunction<String, String, Component> link;
    private @Nullable Resource shown;

    /** @param link leads to the resource of that kind and id */
    ResourceFacts(Kind kind, Names names, BiFunction<String, String, Component> link) {
        this.kind = kind;
        this.names = names;
        this.words = new Words(names);
        this.link = link;
    }

    void show(Resource resource) {
        var before = shown;
        shown = resource;
        if (before == null) {
            origin(resource);
        }
        kind.fields().stream()
                .filter(field -> !field.name().equals("name") && !field.name().contains("."))
                .filter(field ->
                        before == null || !Objects.equals(before.value(field.name()), resource.value(field.name())))
                .forEach(field -> getContent().change(field.label(), value(resource, field)));
    }

    private void origin(Resource resource) {
        getContent().fact("Id", resource.id());
        // Of an instance another part says to which project it belongs.
        if (!kind.equals(Kind.INSTANCE)
                && resource.parent() != null
                && resource.parentName() != null
                && !kind.parents().isEmpty()) {
            var parent = Kind.at(kind.parents().getFirst()).orElseThrow();
            getContent().fact(parent.title(), link.apply(parent.path(), resource.parent()));
        }
    }

    private Component value(Resource resource, Field field) {
        if (!(field.form() instanceof Field.Form.Many many)
                || resource.lines(field.name()).isEmpty()) {
            return new Span(words.of(resource, field));
        }
        var links = new Div();
        links.addClassName("strip");
        var others = resource.lines(field.name());
        names.learn(many.kind(), others);
        others.forEach(other -> links.add(link.apply(many.kind(), other)));
        return links;
    }
}
