package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Pairs of a word and what it is here. */
public final class Facts extends DescriptionList {
    public Facts() {
        addClassName("facts");
    }

    public void fact(String name, Component value) {
        var pair = new Div(new Term(name), new Description(value));
        pair.addClassName("fact");
        add(pair);
    }

    public void fact(String name, String value) {
        fact(name, new Span(value));
    }
}
