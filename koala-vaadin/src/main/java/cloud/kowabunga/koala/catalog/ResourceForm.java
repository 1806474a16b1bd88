package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.KahunaClient;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.Made;
import cloud.kowabunga.koala.client.Manner;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.operation.PauseSwitch;
import cloud.kowabunga.koala.ui.Banner;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Makes a resource or changes one. Kahuna decides; what it refuses stands above the fields, and nothing that was typed is lost. */
final class ResourceForm extends Dialog {
    private static final String MEANWHILE = "Somebody changed it meanwhile, so nothing was changed now."
            + " Read it again: what you typed stays, and everything else becomes as it is now.";

    private final KahunaClient kahuna;
    private final Kind kind;
    private @Nullable Resource present;
    private final List<Input> parents = new ArrayList<>();
    private final List<Input> query = new ArrayList<>();
    private final List<Input> fields = new ArrayList<>();
    private final Banner refused = Banner.bad();
    private final Button reload = new Button("Read it again", VaadinIcon.REFRESH.create(), _ -> reload());
    private final PauseSwitch pause = new PauseSwitch();
    private final Consumer<Made> done;
    private final Effect effect;
    private final Names names;

    private ResourceForm(
            KahunaClient kahuna,
            Kind kind,
            Map<String, String> chosen,
            @Nullable Resource present,
            Names names,
            Consumer<Made> done) {
        this.kahuna = kahuna;
        this.kind = kind;
        this.present = present;
        this.done = done;
        this.names = names;
        this.effect = new Effect(kind);
        addClassName("resource-form");
        setHeaderTitle(present == null ? "New " + kind.title() : "Change " + present.name());
        refused.setVisible(false);
        reload.setId("reload");
        reload.setVisible(false);
        pause.setVisible(kind.lasting());
        var form = new Div(refused, reload);
        form.addClassName("form");
        if (present == null) {
            kind.parents().stream().map(Kind::at).flatMap(Optional::stream).forEach(parent -> {
                var field = Field.of(parent.path(), parent.title(), new Field.Form.One(parent.path()))
                        .needed();
                var input = Input.of(field, names);
                Optional.ofNullable(chosen.get(parent.path()))
                        .or(() -> names.only(parent.path()))
                        .ifPresent(input::fill);
                parents.add(input);
            });
            kind.query().forEach(field -> query.add(Input.of(field, names)));
        }
        kind.fields().stream()
                .filter(field -> field.typed() && (present == null || field.editable()))
                .forEach(field -> fields.add(Input.of(field, names)));
        if (present != null) {
            fields.forEach(input -> input.show(present));
        }
        all().forEach(input -> form.add(input.component()));
        form.add(effect, pause);
        if (Effect.concerns(kind)) {
            all().forEach(input -> ((HasValue<?, ?>) input.component()).addValueChangeListener(_ -> foresee()));
            foresee();
        }
        add(form);
        var save = new Button(present == null ? "Make it" : "Change it", _ -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save");
        getFooter().add(new Button("Leave it", _ -> close()), save);
    }

    /** @param chosen the ids of what it shall hang from, by their kinds, as far as they are known */
    static ResourceForm toMake(
            KahunaClient kahuna, Kind kind, Map<String, String> chosen, Names names, Consumer<Made> done) {
        return new ResourceForm(kahuna, kind, chosen, null, names, done);
    }

    static ResourceForm toChange(KahunaClient kahuna, Kind kind, Resource present, Names names, Consumer<Made> done) {
        return new ResourceForm(kahuna, kind, Map.of(), present, names, done);
    }

    private List<Input> all() {
        var all = new ArrayList<>(parents);
        all.addAll(fields);
        all.addAll(query);
        return all;
    }

    private void foresee() {
        var before = present == null ? Map.<String, Object>of() : present.object();
        var after = new LinkedHashMap<>(before);
        after.putAll(body(present));
        var owner = present == null || present.parent() == null ? chosen("project") : present.parent();
        effect.show(owner, chosen("zone"), before, after);
    }

    private String chosen(String parent) {
        return parents.stream()
                .filter(input -> input.field().name().equals(parent))
                .flatMap(input -> input.wire().stream())
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    private void save() {
        // Every field is checked, so that all that is wrong is marked at once.
        if (all().stream().filter(input -> !input.check()).count() > 0) {
            return;
        }
        var before = present;
        reload.setVisible(false);
        try {
            var made = before == null
                    ? kahuna.order(HttpMethod.POST, path(), body(null), pause.manner())
                    : kahuna.order(
                            HttpMethod.PUT,
                            "/%s/%s".formatted(kind.path(), before.id()),
                            body(before),
                            new Manner(pause.manner().pauseOnFailure(), before.tag()));
            close();
            done.accept(made);
        } catch (KahunaRefusal refusal) {
            if (refusal.signedOut()) {
                throw refusal;
            }
            reload.setVisible(refusal.changedMeanwhile());
            refused.say(sentence(refusal));
        }
    }

    private String sentence(KahunaRefusal refusal) {
        if (refusal.changedMeanwhile()) {
            return MEANWHILE;
        }
        return present != null && refusal.notFound() && refusal.reason().contains(present.id())
                ? "%s is gone: somebody deleted it meanwhile. There is nothing left to change."
                        .formatted(present.name())
                : explained(refusal.reason());
    }

    /** Kahuna names a field as it stands on the wire and a resource by its id; here both stand as they do on the screen. */
    private String explained(String reason) {
        var named = reason;
        for (var input : all()) {
            named = input.named(named, names);
        }
        for (var input : all()) {
            var sentence = input.refused(named);
            if (sentence.isPresent()) {
                return "%s: %s".formatted(input.field().label(), sentence.get());
            }
        }
        return named;
    }

    /** What was typed stays; everything else becomes as it is now. */
    private void reload() {
        var before = present;
        if (before == null) {
            return;
        }
        var now = kahuna.resource(kind.path(), before.id());
        fields.forEach(input -> input.showAgain(now));
        present = now;
        reload.setVisible(false);
        refused.setVisible(false);
    }

    private String path() {
        var path = kind.makeAt();
        for (var parent : parents) {
            path = path.replace(
                    "{" + parent.field().name() + "}",
                    parent.wire().orElseThrow().toString());
        }
        var asked = new ArrayList<String>();
        query.forEach(input -> input.wire()
                .ifPresent(value -> asked.add(
                        input.field().name() + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))));
        if (kind.equals(Kind.ADAPTER)) {
            asked.add("assignIP="
                    + body(null).getOrDefault("addresses", List.of()).equals(List.of()));
        }
        return asked.isEmpty() ? path : path + "?" + String.join("&", asked);
    }

    private Map<String, Object> body(@Nullable Resource before) {
        return Draft.of(fields, before);
    }
}
