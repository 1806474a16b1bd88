package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Map;

/** Opens the form for a new resource and goes where the order leads. Only those see it whose role may make one. */
public final class MakeButton extends Button {
    private MakeButton(Kind kind, Map<String, String> parents, Names names, Runnable made) {
        super("New " + kind.title(), VaadinIcon.PLUS.create());
        setVisible(new Allowed(kind).toMake());
        addClickListener(_ -> {
            names.forget();
            ResourceForm.toMake(Visitor.current().kahuna(), kind, parents, names, outcome -> {
                        made.run();
                        Outcome.show(this, kind, outcome);
                    })
                    .open();
        });
    }

    /** For a screen of that kind alone. */
    static MakeButton of(Kind kind, Names names, Runnable made) {
        var button = new MakeButton(kind, Map.of(), names, made);
        button.setId("new");
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return button;
    }

    /** For the page of what the new one shall hang from. */
    static MakeButton under(Kind parent, String id, Kind kind, Names names) {
        var button = new MakeButton(kind, Map.of(parent.path(), id), names, () -> {});
        button.setId("new-" + kind.path());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    /** @param kind as it stands in paths */
    public static MakeButton of(String kind, Runnable made) {
        return of(Kind.at(kind).orElseThrow(), new Names(Visitor.current().kahuna()), made);
    }
}
