package cloud.kowabunga.koala.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/** A number that leads to what it counts. */
final class Tile extends Anchor {
    Tile(String title, int number, VaadinIcon icon, String tone, String address) {
        super(address, "");
        addClassNames("tile", "tile-" + tone);
        var symbol = icon.create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        var count = new Span(Integer.toString(number));
        count.addClassName("tile-number");
        var words = new Span(symbol, new Span(title));
        words.addClassName("tile-title");
        add(count, words);
    }
}
