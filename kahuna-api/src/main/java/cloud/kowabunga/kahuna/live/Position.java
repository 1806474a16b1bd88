package cloud.kowabunga.kahuna.live;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a change stands: behind everything that was visible before it. As text it is the id of a server-sent event.
 *
 * @param transaction PostgreSQL's number of the transaction
 * @param number within all transactions
 */
record Position(long transaction, long number) implements Comparable<Position> {
    /** No change's number: before every change of the transaction. */
    static final long BEFORE_ALL = 0;

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::transaction).thenComparingLong(Position::number);

    /** Empty for what is no event's id. */
    static Optional<Position> parse(String text) {
        var parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    /** Of one that was told, rather than of a place between two. */
    boolean isOfChange() {
        return number != BEFORE_ALL;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return transaction + "-" + number;
    }
}
