package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.tenancy.ProjectColumns;
import cloud.kowabunga.koala.topology.FleetColumns;
import java.util.Optional;

/** What the list of a kind shows beyond the fields of its resources. */
final class Lists {
    private Lists() {}

    static Optional<MoreColumns> of(Kind kind) {
        return switch (kind.path()) {
            case "token" -> Optional.of(new KeyColumns());
            case "project" -> Optional.of(new ProjectColumns());
            default -> FleetColumns.of(kind.path());
        };
    }
}
