package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Kahuna's REST API as one person sees it. Every call raises {@link KahunaRefusal} with a sentence where Kahuna says no, and
 * {@link KahunaAway} where it does not answer.
 */
public final class KahunaClient {
    private static final String TOTAL = "X-Kowabunga-Total";
    /** A Kompute has not as many of any kind. */
    private static final Range PARTS = new Range(0, 100, "name");

    private static final String SECRET = "X-Kowabunga-Secret";
    /** So many of the questions of one person are asked at the same time. */
    private static final int AT_ONCE = 16;

    /** The field of a key that says when it was last used, as an instant; absent where it never was. */
    public static final String LAST_USED = "last_used_at";

    private static final String USED = "X-Kowabunga-Last-Used";

    private final RestClient rest;
    private final Credential credential;
    private final Function<String, LiveFeed.Source> streams;

    KahunaClient(RestClient rest, Credential credential, Function<String, LiveFeed.Source> streams) {
        this.rest = rest;
        this.credential = credential;
        this.streams = streams;
    }

    public Platform platform() {
        return present(() -> rest.get().uri("/platform").retrieve().body(Platform.class));
    }

    public Whoami whoami() {
        return present(() -> rest.get().uri("/whoami").retrieve().body(Whoami.class));
    }

    public Rows<InstanceRow> instances(InstanceFilter filter, Range range) {
        var query = Query.of(range);
        Query.given(query, "name", filter.name());
        Query.given(query, "state", filter.state() == null ? "" : filter.state().wire());
        Query.given(query, "id", filter.id());
        Query.given(query, "kaktus", filter.kaktus());
        return rows("/search/instances", query, range, new ParameterizedTypeReference<>() {});
    }

    public Rows<OperationRow> operations(OperationFilter filter, Range range) {
        var query = Query.of(range);
        Query.given(query, "state", filter.state() == null ? "" : filter.state().name());
        Query.given(query, "noun", filter.noun() == null ? "" : filter.noun().path());
        Query.given(query, "resource", filter.resource());
        Query.given(query, "parent", filter.parent());
        Query.given(query, "within", filter.within());
        Query.given(query, "overdue", filter.overdue() ? "true" : "");
        Query.given(query, "latest", filter.latest() ? "true" : "");
        return rows("/operation", query, range, new ParameterizedTypeReference<>() {});
    }

    public OperationRow operation(OperationId id) {
        return present(
                () -> rest.get().uri("/operation/{id}", id.value()).retrieve().body(OperationRow.class));
    }

    /** Who did what, newest first; only for those who administer something. */
    public Rows<AuditRow> audit(AuditFilter filter, Range range) {
        var query = Query.of(range);
        query.putAll(Query.of(filter));
        return rows("/audit", query, range, new ParameterizedTypeReference<>() {});
    }

    /** All of the same as JSON lines, read as Kahuna writes them, to be closed by the caller. */
    public InputStream auditLines(AuditFilter filter) {
        var query = Query.of(filter);
        var uri = UriComponentsBuilder.fromPath("/audit");
        query.keySet().forEach(key -> uri.queryParam(key, "{" + key + "}"));
        return Download.open(
                streams.apply(uri.encode().buildAndExpand(query).toUriString()), MediaType.APPLICATION_NDJSON_VALUE);
    }

    public List<AgentRow> agents() {
        return present(() ->
                rest.get().uri("/search/agents").retrieve().body(new ParameterizedTypeReference<List<AgentRow>>() {}));
    }

    /** What every Kaktus and every pool has, and what is taken of it; only for those who see the machines of the cloud. */
    public List<CapacityRow> capacity() {
        return present(() -> rest.get()
                .uri("/search/capacity")
                .retrieve()
                .body(new ParameterizedTypeReference<List<CapacityRow>>() {}));
    }

    /** What the project uses now; promised counts as used. */
    public ProjectResources usage(String project) {
        return present(
                () -> rest.get().uri("/project/{id}/usage", project).retrieve().body(ProjectResources.class));
    }

    /** Projects with their quotas, use and cost: those with these ids, or of none given all. */
    public Rows<ProjectRow> projects(Collection<String> ids, Range range) {
        var query = Query.of(range);
        Query.given(query, "id", String.join(",", ids));
        return rows("/search/projects", query, range, new ParameterizedTypeReference<>() {});
    }

    /** Who is in teams of the project, by name. */
    public Rows<Member> members(String project, Range range) {
        return rows("/project/" + project + "/members", Query.of(range), range, new ParameterizedTypeReference<>() {});
    }

    /** The resources of a kind with their names and nothing else, the kind as it stands in paths. */
    public Rows<Resource> names(String kind, ResourceFilter filter, Range range) {
        var query = Query.of(range);
        query.put("noun", kind);
        Query.given(query, "name", filter.name());
        Query.given(query, "parent", filter.parent());
        Query.given(query, "id", filter.id());
        return rows("/search/resources", query, range, new ParameterizedTypeReference<>() {});
    }

    /** The parts of a Kompute that are of that kind, by name. */
    public List<Resource> partsOf(String kompute, String kind) {
        var query = Query.of(PARTS);
        query.putAll(Map.of("noun", kind, "kompute", kompute));
        return this.<Resource>rows("/search/resources", query, PARTS, new ParameterizedTypeReference<>() {})
                .rows();
    }

    /** The id of the Kompute that the resource is a part of. */
    public Optional<String> komputeOf(String kind, String id) {
        var query = Query.of(PARTS);
        query.putAll(Map.of("noun", kind, "id", id));
        return this.<Part>rows("/search/resources", query, PARTS, new ParameterizedTypeReference<>() {}).rows().stream()
                .findFirst()
                .map(Part::kompute);
    }

    private record Part(@Nullable String kompute) {}

    /** The resources of a kind, each whole. One that goes away meanwhile is left out. */
    public Rows<Resource> resources(String kind, ResourceFilter filter, Range range) {
        var part = names(kind, filter, range);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var whole = part.rows().stream()
                    .map(row -> threads.submit(() -> whole(kind, row)))
                    .toList();
            return new Rows<>(whole.stream().flatMap(KahunaClient::present).toList(), part.total());
        }
    }

    /** The resources of a kind that have these ids, with their names and nothing else. Who cannot be seen is left out. */
    public List<Resource> named(String kind, Collection<String> ids) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var asked = ids.stream()
                    .map(id -> threads.submit(() -> named(kind, id)))
                    .toList();
            return asked.stream()
                    .flatMap(KahunaClient::present)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<Resource> named(String kind, String id) {
        return names(kind, new ResourceFilter("", "", id), new Range(0, 1, "")).rows().stream()
                .findFirst();
    }

    private static <T> Stream<T> present(Future<T> asked) {
        try {
            return Stream.of(asked.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KahunaRefusal refusal && refusal.notFound()) {
                return Stream.empty();
            }
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** One resource as the published API describes it. */
    public Resource resource(String kind, String id) {
        var object = object(kind, id);
        var fields = fields(object);
        return named(kind, id)
                .orElseGet(() -> new Resource(id, text(fields, "name"), null, null, Map.of()))
                .with(fields, object.getHeaders().getETag());
    }

    private Resource whole(String kind, Resource row) {
        var object = object(kind, row.id());
        return row.with(fields(object), object.getHeaders().getETag());
    }

    private static Map<String, Object> fields(ResponseEntity<Map<String, Object>> object) {
        var fields = new LinkedHashMap<>(Objects.requireNonNullElse(object.getBody(), Map.<String, Object>of()));
        var used = object.getHeaders().getFirst(USED);
        if (used != null) {
            fields.put(LAST_USED, Instant.parse(used));
        }
        return fields;
    }

    private ResponseEntity<Map<String, Object>> object(String kind, String id) {
        return present(() -> rest.get()
                .uri("/{kind}/{id}", kind, id)
                .retrieve()
                .toEntity(new ParameterizedTypeReference<Map<String, Object>>() {}));
    }

    /** As {@link #order(HttpMethod, String, Map, Manner)} with nothing particular about it. */
    public Made order(HttpMethod method, String path, @Nullable Map<String, Object> body) {
        return order(method, path, body, Manner.PLAIN);
    }

    /**
     * Makes, changes or deletes and returns at once.
     *
     * @param path below the API, such as {@code /region/R/zone}, with its query if it has one
     */
    public Made order(HttpMethod method, String path, @Nullable Map<String, Object> body, Manner manner) {
        var answer = present(() -> {
            var request = rest.method(method)
                    .uri(path)
                    .header("Prefer", manner.prefer())
                    .header("Idempotency-Key", UUID.randomUUID().toString());
            if (manner.tag() != null) {
                request.header(HttpHeaders.IF_MATCH, manner.tag());
            }
            return (body == null ? request : request.body(body))
                    .retrieve()
                    .toEntity(new ParameterizedTypeReference<Map<String, Object>>() {});
        });
        var told = Objects.requireNonNullElse(answer.getBody(), Map.<String, Object>of());
        var secret = answer.getHeaders().getFirst(SECRET);
        if (answer.getStatusCode() == HttpStatus.ACCEPTED) {
            return new Made(text(told, "resource"), text(told, "id"), secret);
        }
        return new Made(text(told, "id"), null, secret);
    }

    /**
     * Orders the same for many and returns at once with the operation that does it to all of them.
     *
     * @param kind as it stands in paths
     * @param verb delete, or what is done to power
     */
    public OperationRow bulk(String kind, String verb, List<String> ids, Manner manner) {
        return present(() -> rest.post()
                .uri("/bulk")
                .header("Prefer", manner.prefer())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("noun", kind, "verb", verb, "resources", ids))
                .retrieve()
                .body(OperationRow.class));
    }

    private static String text(Map<String, Object> body, String field) {
        return Objects.toString(body.get(field), "");
    }

    /** Orders it and returns at once with the operation that does it. */
    public OperationRow power(InstanceId instance, PowerAction action, Manner manner) {
        return power("instance", instance.value(), action, manner);
    }

    /** Does that to the power of a Kompute's machine, as an operation on the whole. */
    public OperationRow powerOfKompute(String kompute, PowerAction action, Manner manner) {
        return power("kompute", kompute, action, manner);
    }

    private OperationRow power(String kind, String id, PowerAction action, Manner manner) {
        return present(() -> rest.patch()
                .uri("/{kind}/{id}/{action}", kind, id, action.word())
                .header("Prefer", manner.prefer())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .retrieve()
                .body(OperationRow.class));
    }

    /** Where a browser finds the console of the instance; works once, and not for long. */
    public URI console(InstanceId instance) {
        return present(() -> rest.get()
                        .uri("/instance/{id}/connect", instance.value())
                        .retrieve()
                        .body(RemoteAccess.class))
                .url();
    }

    /** Tells the operation what was decided; what comes of it shows in its events. */
    public void decide(OperationId operation, Decision decision) {
        asked(() -> rest.post()
                .uri("/operation/{id}/{decision}", operation.value(), decision.wire())
                .retrieve()
                .toBodilessEntity());
    }

    /** Ends a session that began with user and password; a key has none to end. */
    public void signOut() {
        if (credential instanceof Credential.Session) {
            asked(() -> rest.post().uri("/logout").retrieve().toBodilessEntity());
        }
    }

    /** Everything that changes and that this person may see, until closed. */
    public LiveFeed changes(LiveFeed.Listener<Change> listener) {
        return LiveFeed.open(streams.apply("/events"), Change.class, listener);
    }

    /** One operation: as it is, and then each time that it changes, until closed. */
    public LiveFeed operation(OperationId id, LiveFeed.Listener<OperationRow> listener) {
        return LiveFeed.open(streams.apply("/operation/" + id.value() + "/events"), OperationRow.class, listener);
    }

    private record RemoteAccess(URI url) {}

    private <T> Rows<T> rows(
            String path, Map<String, Object> query, Range range, ParameterizedTypeReference<List<T>> type) {
        var answer = present(() -> rest.get()
                .uri(uri -> {
                    uri.path(path);
                    // By way of variables, so that a name may contain whatever people type.
                    query.keySet().forEach(key -> uri.queryParam(key, "{" + key + "}"));
                    return uri.build(query);
                })
                .retrieve()
                .toEntity(type));
        var rows = Objects.requireNonNullElse(answer.getBody(), List.<T>of());
        var total = answer.getHeaders().getFirst(TOTAL);
        return new Rows<>(rows, total == null ? range.offset() + rows.size() : Integer.parseInt(total));
    }

    private static <T> T present(Supplier<@Nullable T> call) {
        var answer = asked(call);
        if (answer == null) {
            throw new KahunaRefusal(502, "Kahuna sent an empty answer. Its log says more.");
        }
        return answer;
    }

    static <T> @Nullable T asked(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (ResourceAccessException e) {
            throw new KahunaAway(e);
        } catch (RestClientException e) {
            throw new KahunaRefusal(502, "Kahuna sent an answer that Koala cannot read; their versions may not fit.");
        }
    }
}
