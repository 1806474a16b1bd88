package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.TreeMap;

/** What a list is filtered by stands in the address: so it is there after a reload, after going back, and for whoever gets the link. */
public final class FilterAddress {
    private final String route;
    private boolean reading;

    public FilterAddress(String route) {
        this.route = route;
    }

    /** Sets the filters as the address has them; what they tell meanwhile is not written back. */
    public void read(Runnable filters) {
        reading = true;
        try {
            filters.run();
        } finally {
            reading = false;
        }
    }

    /** @param filters by the names of their query parameters; empty where one lets everything through */
    public void write(Map<String, String> filters) {
        if (reading) {
            return;
        }
        var given = new TreeMap<>(filters);
        given.values().removeIf(String::isBlank);
        UI.getCurrentOrThrow()
                .getPage()
                .getHistory()
                .replaceState(null, new Location(route, QueryParameters.simple(given)));
    }
}
