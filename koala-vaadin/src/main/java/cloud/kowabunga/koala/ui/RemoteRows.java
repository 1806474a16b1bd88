package cloud.kowabunga.koala.ui;

import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.data.provider.SortDirection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay with Kahuna: a grid fetches only what is on the screen. While Kahuna is away the rows that were fetched last
 * stay on the screen.
 *
 * @param <T> a row
 */
public final class RemoteRows<T> extends AbstractBackEndDataProvider<T, Void> {
    private final transient Function<Range, Rows<T>> source;
    private final transient Function<T, Object> identity;
    private final transient Consumer<Rows<T>> fetched;
    private Range range = new Range(0, 50, "");
    private @Nullable Rows<T> ahead;
    private Rows<T> last = new Rows<>(java.util.List.of(), 0);

    /**
     * @param identity what stays the same when a row changes
     * @param fetched is told of every part that comes from Kahuna
     */
    public RemoteRows(Function<Range, Rows<T>> source, Function<T, Object> identity, Consumer<Rows<T>> fetched) {
        this.source = source;
        this.identity = identity;
        this.fetched = fetched;
    }

    @Override
    public Object getId(T row) {
        return identity.apply(row);
    }

    /** A grid asks first how many there are and then for some: both come with one request, for the part that it showed last. */
    @Override
    protected int sizeInBackEnd(Query<T, Void> query) {
        range = new Range(range.offset(), range.limit(), sort(query));
        ahead = fetch();
        return ahead.total();
    }

    @Override
    protected Stream<T> fetchFromBackEnd(Query<T, Void> query) {
        var wanted = new Range(query.getOffset(), query.getLimit(), sort(query));
        var rows = ahead;
        ahead = null;
        if (rows == null || !wanted.equals(range)) {
            range = wanted;
            rows = fetch();
        }
        return rows.rows().stream().limit(query.getLimit());
    }

    private Rows<T> fetch() {
        try {
            last = source.apply(range);
            fetched.accept(last);
        } catch (KahunaAway e) {
            // The banner of the screen says so; old rows are better than none.
        }
        return last;
    }

    private static String sort(Query<?, ?> query) {
        return query.getSortOrders().stream()
                .map(order -> (order.getDirection() == SortDirection.DESCENDING ? "-" : "") + order.getSorted())
                .collect(Collectors.joining(","));
    }
}
