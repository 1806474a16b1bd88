package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.tenancy.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Operations over HTTP. */
@Api
final class OperationController {
    private static final int MOST = 1000;

    private final OperationQuery query;
    private final OperationPages pages;
    private final Operations operations;
    private final Dispatch dispatch;
    private final Histories histories;

    OperationController(
            OperationQuery query, OperationPages pages, Operations operations, Dispatch dispatch, Histories histories) {
        this.histories = histories;
        this.query = query;
        this.pages = pages;
        this.operations = operations;
        this.dispatch = dispatch;
    }

    @GetMapping("/operation")
    ResponseEntity<List<OperationBody>> list(
            Caller caller,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "noun", required = false) @Nullable String noun,
            @RequestParam(name = "resource", required = false) @Nullable String resource,
            @RequestParam(name = "project", required = false) @Nullable String project,
            @RequestParam(name = "parent", required = false) @Nullable String parent,
            @RequestParam(name = "within", required = false) @Nullable String within,
            @RequestParam(name = "overdue", defaultValue = "false") boolean overdue,
            @RequestParam(name = "latest", defaultValue = "false") boolean latest,
            @RequestParam(name = "sort", defaultValue = "") String sort,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var filter = new OperationFilter(
                state == null ? null : state(state),
                noun == null ? null : noun(noun),
                resource,
                project == null ? null : List.of(Given.valid("project", project, ProjectId::new)),
                parent == null ? null : Given.valid("parent", parent, OperationId::new),
                within,
                overdue,
                latest,
                sort,
                limit,
                offset,
                after == null ? null : Given.valid("after", after, OperationId::new));
        var page = pages.read(caller, filter);
        return ResponseEntity.ok()
                .header("X-Kowabunga-Total", Integer.toString(page.total()))
                .body(page.operations());
    }

    @GetMapping("/operation/{operationId}")
    OperationBody read(@PathVariable("operationId") OperationId id) {
        return query.find(id)
                .map(OperationBody::of)
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Operation '" + id.value() + "'."));
    }

    /** In the engine's own form. */
    @GetMapping("/operation/{operationId}/history")
    ResponseEntity<byte[]> history(@PathVariable("operationId") OperationId id) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"operation-" + id.value() + ".json\"")
                .body(histories.export(id).getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/operation/{operationId}/cancel")
    ResponseEntity<Object> cancel(@PathVariable("operationId") OperationId id) {
        return decided(id, operations::cancel);
    }

    @PostMapping("/operation/{operationId}/retry")
    ResponseEntity<Object> retry(@PathVariable("operationId") OperationId id) {
        return decided(id, operations::retry);
    }

    @PostMapping("/operation/{operationId}/skip")
    ResponseEntity<Object> skip(@PathVariable("operationId") OperationId id) {
        return decided(id, operations::skip);
    }

    private ResponseEntity<Object> decided(OperationId id, Consumer<OperationId> decision) {
        decision.accept(id);
        return dispatch.accepted(id);
    }

    private static OperationState state(String word) {
        return Arrays.stream(OperationState.values())
                .filter(state -> state.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("state: one of %s is needed, not '%s'."
                        .formatted(Arrays.toString(OperationState.values()), word)));
    }

    private static Noun noun(String path) {
        return Arrays.stream(Noun.values())
                .filter(noun -> noun.path().equals(path))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because(
                        "noun: a noun as it stands in paths is needed, like instance, not '" + path + "'."));
    }
}
