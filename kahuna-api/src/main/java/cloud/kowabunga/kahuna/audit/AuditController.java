package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Role;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit over HTTP: page by page, or all of it as JSON lines. */
@Api
final class AuditController {
    private static final int MOST = 1000;

    private final AuditQuery query;

    AuditController(AuditQuery query) {
        this.query = query;
    }

    /** The parameters of the query, as they come. */
    record Wanted(
            @Nullable String who,
            @Nullable String noun,
            @Nullable String resource,
            @Nullable String project,
            @Nullable String operation,
            @Nullable String since,
            @Nullable String until,
            @Nullable String result) {
        AuditQuery.Filter filter() {
            return new AuditQuery.Filter(
                    who,
                    noun,
                    resource,
                    project == null ? null : Given.valid("project", project, ProjectId::new),
                    operation == null ? null : Given.valid("operation", operation, OperationId::new),
                    since == null ? null : moment("since", since),
                    until == null ? null : moment("until", until),
                    result == null ? null : AuditController.result(result));
        }
    }

    /** Whoever accepts JSON lines gets all of it, written as it is read; null then. */
    @GetMapping("/audit")
    @Nullable List<AuditBody> list(
            Caller caller,
            @ModelAttribute Wanted wanted,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestHeader(name = "Accept", defaultValue = "") String accept,
            HttpServletResponse response)
            throws IOException {
        requireAdmin(caller);
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var filter = wanted.filter();
        if (!accept.contains(MediaType.APPLICATION_NDJSON_VALUE)) {
            response.setHeader("X-Kowabunga-Total", Integer.toString(query.count(caller, filter)));
            return query.list(caller, filter, limit, offset, after);
        }
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        write(caller, filter, after, response.getOutputStream());
        return null;
    }

    private void write(Caller caller, AuditQuery.Filter filter, @Nullable Long first, OutputStream stream)
            throws IOException {
        var after = first;
        List<AuditBody> page;
        do {
            page = query.list(caller, filter, MOST, 0, after);
            for (var row : page) {
                stream.write(Json.mapper().writeValueAsBytes(row));
                stream.write('\n');
                after = row.id();
            }
        } while (page.size() == MOST);
    }

    private static void requireAdmin(Caller caller) {
        if (caller.role() == Role.USER) {
            throw Fault.NOT_ALLOWED.because("%s has the role %s; a projectAdmin or a superAdmin is needed for this."
                    .formatted(caller.name(), caller.role().wire()));
        }
    }

    private static Instant moment(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Fault.MALFORMED_REQUEST.because(
                    "%s: a moment like 2026-11-24T08:00:00Z is needed, not '%s'.".formatted(field, text), malformed);
        }
    }

    private static Entry.Result result(String word) {
        return Arrays.stream(Entry.Result.values())
                .filter(result -> result.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("result: one of %s is needed, not '%s'."
                        .formatted(Arrays.toString(Entry.Result.values()), word)));
    }
}
