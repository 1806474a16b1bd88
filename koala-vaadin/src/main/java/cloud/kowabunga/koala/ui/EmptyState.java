package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Stands where a list would be: why there is nothing, and what to do first. */
public final class EmptyState extends Div {
    private final H2 title = new H2();
    private final Paragraph advice = new Paragraph();

    public EmptyState(VaadinIcon icon, Component... below) {
        addClassName("empty");
        var symbol = icon.create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        add(symbol, title, advice);
        add(below);
    }

    public void say(String newTitle, String newAdvice) {
        title.setText(newTitle);
        advice.setText(newAdvice);
    }
}
