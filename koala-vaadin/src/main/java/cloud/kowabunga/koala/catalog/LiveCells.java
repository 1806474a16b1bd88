package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps the cells of {@link MoreColumns} up to date: those of a row of which something changed, so that the list stays as it is. */
final class LiveCells {
    /** What tells of all rows is asked for less often than a row that changed by itself. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final MoreColumns columns;
    private final Consumer<Resource> redraw;
    private final Map<String, Drawn> drawn = new LinkedHashMap<>();

    private record Drawn(Resource row, Object facts) {}

    LiveCells(MoreColumns columns, Consumer<Resource> redraw) {
        this.columns = columns;
        this.redraw = redraw;
    }

    /** These are about to be drawn. */
    void fetched(List<Resource> rows) {
        if (!rows.isEmpty()) {
            columns.ask(rows);
            rows.forEach(this::keep);
        }
    }

    /** For as long as that part is on the screen. */
    void follow(Component part, Visitor visitor) {
        Live.keep(
                part,
                columns.nouns()::contains,
                PAUSE,
                () -> visitor.ask(() -> {
                    refresh();
                    return true;
                }));
    }

    void refresh() {
        var rows = drawn.values().stream().map(Drawn::row).toList();
        if (rows.isEmpty()) {
            return;
        }
        columns.ask(rows);
        drawn.values().stream()
                .filter(known -> !known.facts().equals(columns.facts(known.row())))
                .map(Drawn::row)
                .toList()
                .forEach(row -> {
                    keep(row);
                    redraw.accept(row);
                });
    }

    private void keep(Resource row) {
        drawn.put(row.id(), new Drawn(row, columns.facts(row)));
    }
}
