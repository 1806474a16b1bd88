package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.topology.FleetColumns;
import java.util.Optional;

/** What the list of a kind shows beyond the fields of its resources. */
final class Lists {
    private Lists() {}

    static Optional<MoreColumns> of(Kind kind) {
        return kind.equals(Kind.TOKEN) ? Optional.of(new KeyColumns()) : FleetColumns.of(kind.path());
    }
}
