package cloud.kowabunga.koala.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.client.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LiveCellsTest {
    private final Map<String, String> facts = new HashMap<>();
    private final List<String> drawn = new ArrayList<>();
    private final Asked columns = new Asked();
    private final LiveCells cells = new LiveCells(columns, row -> drawn.add(row.name()));

    private final class Asked implements MoreColumns {
        private int times;

        @Override
        public List<Column> columns() {
            return List.of();
        }

        @Override
        public Set<String> nouns() {
            return Set.of();
        }

        @Override
        public void ask(Collection<Resource> rows) {
            times++;
        }

        @Override
        public Object facts(Resource row) {
            return facts.getOrDefault(row.id(), "");
        }
    }

    private static Resource row(String name) {
        return new Resource(name, name, null, null, Map.of());
    }

    @Test
    void only_a_row_of_which_something_changed_is_drawn_anew_and_that_once() {
        cells.fetched(List.of(row("a"), row("b")));
        cells.fetched(List.of(row("c")));
        cells.refresh();
        assertThat(drawn).isEmpty();
        facts.put("b", "away");
        cells.refresh();
        cells.refresh();
        assertThat(drawn).containsExactly("b");
        assertThat(columns.times).isEqualTo(5);
    }

    @Test
    void a_row_that_was_fetched_anew_is_compared_with_what_it_told_then() {
        cells.fetched(List.of(row("a")));
        facts.put("a", "away");
        cells.fetched(List.of(row("a")));
        cells.refresh();
        assertThat(drawn).isEmpty();
    }

    @Test
    void nobody_is_asked_about_an_empty_list() {
        cells.fetched(List.of());
        cells.refresh();
        assertThat(columns.times).isZero();
    }
}
