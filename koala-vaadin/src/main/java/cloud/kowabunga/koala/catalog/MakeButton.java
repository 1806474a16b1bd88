package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Opens the form for a new resource and goes where the order leads. Only those see it whose role may make one. */
public final class MakeButton extends Button {
    private MakeButton(Kind kind, Names names, Runnable made) {
        super("New " + kind.title(), VaadinIcon.PLUS.create());
        setId("new");
        addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        setVisible(new Allowed(kind).toMake());
        addClickListener(_ -> {
            names.forget();
            ResourceForm.toMake(Visitor.current().kahuna(), kind, names, outcome -> {
                        made.run();
                        Outcome.show(this, kind, outcome);
                    })
                    .open();
        });
    }

    static MakeButton of(Kind kind, Names names, Runnable made) {
        return new MakeButton(kind, names, made);
    }

    /** @param kind as it stands in paths */
    public static MakeButton of(String kind, Runnable made) {
        return of(Kind.at(kind).orElseThrow(), new Names(Visitor.current().kahuna()), made);
    }
}
