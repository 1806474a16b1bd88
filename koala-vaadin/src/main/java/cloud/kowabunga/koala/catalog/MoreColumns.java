package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Columns of a list that tell of its resources what their own fields do not. They ask once for all rows, never row by row. */
public interface MoreColumns {
    /**
     * One column.
     *
     * @param sort what Kahuna calls it where the list can be sorted by it; empty where it cannot
     * @param plain whether a cell says by itself what it is about, also where no title stands above it
     * @param width as CSS has it, of which no more is needed; empty for a share of what the others leave
     */
    record Column(String title, String sort, boolean plain, String width, Function<Resource, Component> cell) {
        public Column(String title, Function<Resource, Component> cell) {
            this(title, "", false, "", cell);
        }

        public Column(String title, String width, Function<Resource, Component> cell) {
            this(title, "", false, width, cell);
        }
    }

    List<Column> columns();

    /** The fields of the resource that these columns show better. */
    default Set<String> replaced() {
        return Set.of();
    }

    /** Whether they leave room for the description at 1280 pixels; where not, it stands on the page alone. */
    default boolean roomy() {
        return true;
    }

    /** The kinds, as they stand in paths, of which a change may change a cell. */
    Set<String> nouns();

    /** Asks what is to be told of these, and perhaps of others, from now on. */
    void ask(Collection<Resource> rows);

    /** What is told of the resource now: equal as long as its cells look the same. */
    Object facts(Resource row);
}
