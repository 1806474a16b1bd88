package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.PowerAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the in-memory Kahuna keeps, as the JSON that it serves. All changes are told to whoever listens. */
public final class FakePlatform extends FakeNotes {
    private final Map<String, Map<String, Object>> instances = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> agents = new LinkedHashMap<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final List<Consumer<Map<String, Object>>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Map<String, Object>>> catalog = new LinkedHashMap<>();
    private final List<Map<String, Object>> capacity = new ArrayList<>();
    private final List<Map<String, Object>> audit = new ArrayList<>();
    private int operationsMade;

    public synchronized String addInstance(String name, String state) {
        var id = "i-" + (instances.size() + 1);
        instances.put(id, FakeRows.instance(id, name, state, 10 + instances.size()));
        changed("instance", id);
        return id;
    }

    public synchronized void putAgent(String name, boolean alive) {
        agents.put(name, FakeRows.agent(name, alive));
        changed("agent", "agent-" + name);
    }

    /**
     * An agent that serves such a thing and nothing else.
     *
     * @param place the ids of the region and, of a Kaktus, of its zone
     */
    public synchronized void putAgent(String name, boolean alive, String noun, String id, String... place) {
        var served = new LinkedHashMap<String, Object>(Map.of("noun", noun, "id", id, "name", nameOf(id)));
        served.put("region", place[0]);
        if (place.length > 1) {
            served.put("zone", place[1]);
        }
        agents.put(name, FakeRows.agent(name, alive));
        Objects.requireNonNull(agents.get(name)).put("serves", List.of(served));
        changed("agent", "agent-" + name);
    }

    /** A Kaktus and a pool of the region, each half full. */
    public synchronized void addCapacity(String region, String regionName, String zone, String zoneName) {
        capacity.add(FakeRows.kaktus(region, regionName, zone, zoneName, instances.size()));
        capacity.add(FakeRows.pool(region, regionName));
    }

    /** Other fields of what a Kaktus or a pool has. */
    public synchronized void setCapacity(String id, Map<String, Object> fields) {
        capacity.stream().filter(row -> id.equals(row.get("id"))).forEach(row -> row.putAll(fields));
        changed("kaktus", id);
    }

    synchronized List<Map<String, Object>> capacity() {
        return List.copyOf(capacity);
    }

    /** Of every project the same: that of all instances. */
    synchronized Map<String, Object> usage() {
        return Map.of(
                "vcpus",
                2 * instances.size(),
                "memory",
                (2L << 30) * instances.size(),
                "storage",
                0,
                "instances",
                instances.size());
    }

    /** A new operation on an instance, in state ACCEPTED and without steps. */
    public synchronized String addOperation(String verb, String instance) {
        var resource = Objects.requireNonNull(instances.get(instance), instance);
        var id = addOperation(verb, "instance", instance, text(resource, "name"));
        resource.put("operation", Map.of("id", id, "verb", verb, "state", "ACCEPTED"));
        return id;
    }

    /** A new operation on the power of an instance. */
    public synchronized String addPower(PowerAction action, String instance) {
        var id = addOperation("PowerInstance", instance);
        audit.getLast().put("input", Map.of("action", action.word()));
        setOperation(id, Map.of("action", action.word()));
        return id;
    }

    /** A new operation on the power of the machine of a Kompute. */
    synchronized String addPowerOfKompute(PowerAction action, String kompute) {
        var row =
                Objects.requireNonNull(catalog.getOrDefault("kompute", Map.of()).get(kompute), kompute);
        var id = addOperation("PowerInstance", "kompute", kompute, text(row, "name"));
        setOperation(id, Map.of("action", action.word()));
        return id;
    }

    private static String text(Map<String, Object> row, String field) {
        return Objects.toString(row.get(field), "");
    }

    /** A new operation on a resource of any kind. */
    public synchronized String addOperation(String verb, String noun, String resource, String name) {
        var id = "op-" + ++operationsMade;
        var row = new LinkedHashMap<String, Object>();
        row.put("id", id);
        row.put("verb", verb);
        row.put("noun", noun);
        row.put("resource", resource);
        row.put("resource_name", name);
        row.put("project", "p-1");
        row.put("region", "r-1");
        row.put("requester", "admin");
        row.put("state", "ACCEPTED");
        row.put("ordered_at", Instant.now().toString());
        row.put("started_at", Instant.now().toString());
        row.put("workflow_id", noun + "/" + resource);
        row.put("run_id", "run-" + operationsMade);
        row.put("steps", new ArrayList<Map<String, Object>>());
        row.put("places", placesOf(noun, resource));
        operations.put(id, row);
        audit(verb, noun, resource, name, "STARTED")
                .putAll(Map.of("operation", id, "workflow_id", noun + "/" + resource));
        changed("operation", id);
        return id;
    }

    private List<Object> placesOf(String noun, String resource) {
        var row = noun.equals("instance")
                ? instances.getOrDefault(resource, Map.of())
                : catalog.getOrDefault(noun, Map.of()).getOrDefault(resource, Map.of());
        return Stream.of("project", "region", "zone", "kaktus", "parent")
                .<Object>map(field -> text(row, field))
                .toList();
    }

    public synchronized void setOperation(String id, Map<String, Object> fields) {
        var row = Objects.requireNonNull(operations.get(id), id);
        row.putAll(fields);
        var state = String.valueOf(row.get("state"));
        var over = List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
        if (over) {
            row.put("ended_at", Instant.now().toString());
            audit(text(row, "verb"), text(row, "noun"), text(row, "resource"), text(row, "resource_name"), state)
                    .put("operation", id);
        }
        var concerned = text(row, "resource");
        instances.forEach((instance, resource) -> {
            if (!instance.equals(concerned) && !concerned.equals(resource.get("kompute"))) {
                return;
            }
            if (over) {
                resource.remove("operation");
            } else {
                var current = new LinkedHashMap<>(row);
                current.keySet().retainAll(List.of("id", "verb", "action", "state"));
                resource.put("operation", current);
            }
        });
        changed("operation", id);
    }

    /** From now on it waits for that agent. */
    public void waits(String operation, String agent) {
        setOperation(
                operation,
                Map.of(
                        "state",
                        "WAITING",
                        "waiting_for",
                        "agent " + agent,
                        "waiting_kind",
                        "agent",
                        "waiting_since",
                        Instant.now().toString()));
    }

    /** Begins a step of that name, or changes it if it is there. */
    public synchronized void step(String operation, String name, String queue, Map<String, Object> fields) {
        var steps = steps(operation);
        var step = steps.stream()
                .filter(known -> name.equals(known.get("name")))
                .findFirst()
                .orElseGet(() -> {
                    var begun = new LinkedHashMap<String, Object>();
                    begun.put("number", steps.size() + 1);
                    begun.put("name", name);
                    begun.put("activity", "Activity" + (steps.size() + 1));
                    begun.put("queue", queue);
                    begun.put("attempt", 1);
                    begun.put("started_at", Instant.now().toString());
                    steps.add(begun);
                    return begun;
                });
        step.putAll(fields);
        if (!fields.containsKey("ended_at")
                && !"RUNNING".equals(step.get("state"))
                && !"UNDOING".equals(step.get("state"))) {
            step.put("ended_at", Instant.now().toString());
        }
        changed("operation", operation);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> steps(String operation) {
        return (List<Map<String, Object>>) Objects.requireNonNull(
                Objects.requireNonNull(operations.get(operation), operation).get("steps"));
    }

    public synchronized void setInstance(String id, Map<String, Object> fields) {
        Objects.requireNonNull(instances.get(id), id).putAll(fields);
        changed("instance", id);
    }

    synchronized Optional<Map<String, Object>> instance(String id) {
        return Optional.ofNullable(instances.get(id)).map(LinkedHashMap::new);
    }

    /** A copy, so that it can be written out while the original moves on. */
    synchronized Optional<Map<String, Object>> operation(String id) {
        return Optional.ofNullable(operations.get(id)).map(row -> {
            var copy = new LinkedHashMap<>(row);
            copy.putIfAbsent("decisions", FakeRows.decisions(text(row, "state")));
            copy.put("steps", steps(id).stream().map(LinkedHashMap::new).toList());
            return copy;
        });
    }

    synchronized List<Map<String, Object>> instances() {
        return instances.keySet().stream().map(id -> instance(id).orElseThrow()).toList();
    }

    /** Newest first. */
    synchronized List<Map<String, Object>> operations() {
        return new ArrayList<>(operations.keySet())
                .reversed().stream().map(id -> operation(id).orElseThrow()).toList();
    }

    /** A resource of a kind, as {@code GET /<kind>/{id}} tells of it. */
    public synchronized String put(String kind, String parent, Map<String, Object> object) {
        var kept = catalog.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
        var id = Objects.toString(object.get("id"), kind + "-" + (kept.size() + 1));
        var whole = new LinkedHashMap<>(object);
        whole.put("id", id);
        var row = new LinkedHashMap<String, Object>();
        row.put("id", id);
        row.put("name", Objects.toString(object.get("name"), ""));
        if (!parent.isEmpty()) {
            row.put("parent", parent);
            row.put("parent_name", nameOf(parent));
        }
        if (object.containsKey("kompute")) {
            row.put("kompute", object.get("kompute"));
        }
        row.put("object", whole);
        kept.put(id, row);
        changed(kind, id);
        return id;
    }

    private String nameOf(String id) {
        return catalog.values().stream()
                .map(kept -> kept.get(id))
                .filter(Objects::nonNull)
                .map(row -> String.valueOf(row.get("name")))
                .findFirst()
                .orElse(id);
    }

    synchronized Optional<Map<String, Object>> resource(String kind, String id) {
        return Optional.ofNullable(catalog.getOrDefault(kind, Map.of()).get(id));
    }

    public synchronized List<Map<String, Object>> resources(String kind) {
        return List.copyOf(catalog.getOrDefault(kind, Map.of()).values());
    }

    /** As {@code GET /search/resources} tells of them. */
    public synchronized List<Map<String, Object>> names(String kind) {
        var kept = kind.equals("instance") ? instances() : resources(kind);
        return kept.stream()
                .map(row -> {
                    Map<String, Object> name = new LinkedHashMap<>(row);
                    name.remove("object");
                    if (FakeRows.ELECTED.contains(kind)) {
                        name.put("default", text(row, "id").equals(defaults.get(kind)));
                    }
                    return name;
                })
                .toList();
    }

    public synchronized void remove(String kind, String id) {
        if (kind.equals("instance")) {
            instances.remove(id);
        }
        catalog.getOrDefault(kind, Map.of()).remove(id);
        changed(kind, id);
    }

    private Map<String, Object> audit(String verb, String noun, String resource, String name, String result) {
        var row = FakeRows.deed(audit.size() + 1, verb, noun, resource, name, result);
        audit.add(row);
        changed("audit", String.valueOf(audit.size()));
        return row;
    }

    /** What was done at once. */
    public synchronized void audit(String verb, String kind, String id, String name, Map<String, Object> input) {
        var noun = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        var row = audit(verb + noun, kind, id, name, "DONE");
        row.put("request", verb.equals("Create") ? "POST /api/v1/" + kind : "PUT /api/v1/" + kind + "/" + id);
        row.put("input", input);
    }

    /** What was refused to somebody. */
    public synchronized void auditRefusal(String verb, String noun, String id, String reason) {
        audit(verb, noun, id, id, "REFUSED").putAll(Map.of("fault", "NOT_ALLOWED", "reason", reason));
    }

    /** What somebody told the operation. */
    public synchronized void auditDecision(String verb, String operation) {
        audit(verb, "operation", operation, operation, "DONE");
    }

    /** The newest deed was about something of that project. */
    public synchronized void auditOf(String project) {
        audit.getLast().put("project", project);
    }

    /** With what the operation was ordered. */
    public synchronized void auditInput(String operation, Map<String, Object> input) {
        audit.stream().filter(row -> operation.equals(row.get("operation"))).forEach(row -> row.put("input", input));
    }

    /** Newest first. */
    synchronized List<Map<String, Object>> audit() {
        return audit.reversed().stream()
                .<Map<String, Object>>map(LinkedHashMap::new)
                .toList();
    }

    public synchronized void makeDefault(String kind, String id) {
        defaults.put(kind, id);
        changed(kind, id);
    }

    /** The id of the one of that kind that was made a default last; empty where none was. */
    public synchronized String defaultOf(String kind) {
        return defaults.getOrDefault(kind, "");
    }

    synchronized List<Map<String, Object>> agents() {
        return List.copyOf(agents.values());
    }

    Runnable listen(Consumer<Map<String, Object>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed(String noun, String id) {
        listeners.forEach(listener -> listener.accept(Map.of("noun", noun, "id", id)));
    }
}
