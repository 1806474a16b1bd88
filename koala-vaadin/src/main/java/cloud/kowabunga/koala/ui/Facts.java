package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.Map;

/** Pairs of a word and what it is here. */
public final class Facts extends DescriptionList {
    private final Map<String, Description> values = new HashMap<>();

    public Facts() {
        addClassName("facts");
    }

    public void fact(String name, Component value) {
        var shown = new Description(value);
        values.put(name, shown);
        var pair = new Div(new Term(name), shown);
        pair.addClassName("fact");
        add(pair);
    }

    /** Shows it where that word stands already, else below the others. */
    public void change(String name, Component value) {
        var shown = values.get(name);
        if (shown == null) {
            fact(name, value);
        } else {
            shown.removeAll();
            shown.add(value);
        }
    }

    public void fact(String name, String value) {
        fact(name, new Span(value));
    }
}
