package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/** The console's name and face. */
public final class Brand extends Div {
    public Brand() {
        addClassName("brand");
        var face = new Image("icons/koala.svg", "");
        face.addClassName("brand-face");
        add(face, new Span("Koala"));
    }
}
