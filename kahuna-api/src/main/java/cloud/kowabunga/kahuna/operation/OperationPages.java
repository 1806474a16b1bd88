package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import java.util.List;
import org.springframework.stereotype.Component;

/** The list of operations part by part, as a caller may see it. */
@Component
final class OperationPages {
    private final OperationQuery query;
    private final OperationCount count;

    OperationPages(OperationQuery query, OperationCount count) {
        this.query = query;
        this.count = count;
    }

    /** @param total how many there are in all, whichever part the filter asked for */
    record Page(int total, List<OperationBody> operations) {}

    Page read(Caller caller, OperationFilter filter) {
        var visible = Visible.to(caller, OPERATION.PROJECT_ID);
        var found = query.list(filter, visible);
        var bodies = found.stream().map(OperationBody::of);
        if (filter.latest()) {
            var resources = found.stream().map(OperationView::resource).toList();
            var counts = count.of(filter, visible, resources);
            bodies = bodies.map(body -> body.amongAll(counts.getOrDefault(body.resource(), 1)));
        }
        return new Page(count.of(filter, visible), bodies.toList());
    }
}
