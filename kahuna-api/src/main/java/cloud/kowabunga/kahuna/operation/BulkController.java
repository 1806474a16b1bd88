package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Bulk;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.operation.BulkId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.workflow.RunBulk;
import cloud.kowabunga.workflow.RunBulk.Part;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Bulks over HTTP: one operation that orders one for each resource. */
@Api
final class BulkController {
    private static final int MOST = 1000;

    private final BulkParts parts;
    private final Standing standing;
    private final OperationQuery query;
    private final Dispatch dispatch;

    BulkController(BulkParts parts, Standing standing, OperationQuery query, Dispatch dispatch) {
        this.parts = parts;
        this.standing = standing;
        this.query = query;
        this.dispatch = dispatch;
    }

    @PostMapping("/bulk")
    ResponseEntity<Object> run(Errand errand, @RequestBody Bulk given) {
        var verb = BulkVerb.of(given.noun(), given.verb());
        var ids = Given.distinct("resources", Given.required("resources", given.resources()));
        Given.within("resources", ids.size(), 1, MOST);
        ids.forEach(id -> Given.valid("resources", id, value -> Id.checked(verb.noun(), value)));
        // A request that comes again finds gone what it has deleted, and is told of the operation that did so.
        var again = errand.ids().again() && query.find(errand.ids().operation()).isPresent();
        var found = again ? List.<Part>of() : admit(errand.caller(), verb, ids);
        var bulk = new BulkId(errand.ids().resource());
        var task = new Dispatch.Task(
                RunBulk.class,
                Noun.BULK,
                bulk,
                "%s of %d %s"
                        .formatted(
                                verb.word(),
                                ids.size(),
                                ids.size() == 1
                                        ? verb.noun().path()
                                        : verb.noun().path() + "s"),
                common(found, Part::project),
                common(found, Part::region),
                order -> new RunBulk.Input(order, verb.workflow().getSimpleName(), verb.noun(), verb.action(), found),
                Void.class);
        var operation = errand.ids().operation();
        return dispatch.run(errand, task, HttpStatus.OK, () -> children(operation, ids));
    }

    /** Everything is looked at before anything begins. */
    private List<Part> admit(Caller caller, BulkVerb verb, List<String> ids) {
        ids.forEach(id -> standing.requireRight(caller, verb.method(), verb.path(), verb.noun(), id));
        var found = parts.read(verb.noun(), ids);
        if (!caller.isSuperAdmin() && common(found, Part::project) == null) {
            throw Fault.INVALID_VALUE.because(
                    "resources: they belong to several projects; order one bulk for each project.");
        }
        return found;
    }

    /** In the order in which the resources were named. */
    private List<OperationBody> children(OperationId parent, List<String> ids) {
        var filter = new OperationFilter(null, null, null, null, parent, null, false, false, "", MOST, 0, null);
        return query.list(filter).stream()
                .map(OperationBody::of)
                .sorted(Comparator.comparingInt(child -> ids.indexOf(child.resource())))
                .toList();
    }

    /** What all of them have; null where they differ, or have none. */
    private static <T> @Nullable T common(List<Part> parts, Function<Part, @Nullable T> of) {
        var all = parts.stream()
                .map(part -> Optional.ofNullable(of.apply(part)))
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst().orElse(null) : null;
    }
}
