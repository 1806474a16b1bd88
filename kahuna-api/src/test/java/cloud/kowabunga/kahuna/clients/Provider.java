package cloud.kowabunga.kahuna.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published provider for OpenTofu, call by call: it sends whole objects with read-only and zero values in them, never waits or
 * polls, and takes any attribute that it did not get back as it was sent for an inconsistent result.
 */
final class Provider {
    private static final JsonMapper JSON = new JsonMapper();
    private final OldClient client;
    private final List<Resource> resources = new ArrayList<>();
    private final Set<String> lived = new TreeSet<>();

    Provider(OldClient client) {
        this.client = client;
    }

    /** What the provider keeps in its state: the attributes as they were sent, but those that Kahuna computes. */
    final class Resource {
        private final String type;
        private final String schema;
        private final String id;
        private final Set<String> computed;
        private ObjectNode planned;
        private boolean updated;
        private boolean foundUnchanged;

        private Resource(String type, String schema, String id, ObjectNode planned, Set<String> computed) {
            this.type = type;
            this.schema = schema;
            this.id = id;
            this.planned = planned;
            this.computed = computed;
        }

        String id() {
            return id;
        }

        private String path() {
            return "/" + type + "/" + id;
        }

        /** A refresh, and the plan that follows it: there must be nothing to change. */
        JsonNode unchanged() {
            var read = client.read(path(), schema);
            consistent(this, read);
            return read;
        }

        /** An apply after somebody edited the files: the whole object is sent again, and read. */
        void update(String changes) {
            var whole = planned.deepCopy();
            whole.setAll((ObjectNode) JSON.readTree(changes));
            assertThat(whole).as("an edited file").isNotEqualTo(planned);
            planned = whole;
            apply();
            updated = true;
        }

        private void apply() {
            consistent(this, client.update(path(), planned, schema));
            unchanged();
        }

        private void destroy() {
            client.act("DELETE", path());
            client.refused(404, "DELETE", path(), null);
            client.refused(404, "GET", path(), null);
            if (updated && foundUnchanged) {
                lived.add(schema);
            }
        }
    }

    /** How a parent that the files give by name is found: first as an id, which must be 404, then in the list. */
    String byName(String type, String name) {
        client.refused(404, "GET", "/" + type + "/" + name.replace(" ", "%20"), null);
        return StreamSupport.stream(client.read("/" + type, "[text]").spliterator(), false)
                .map(id -> client.read("/" + type + "/" + id.asString(), schemaOf(type)))
                .filter(one -> one.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString("");
    }

    Resource create(String type, String path, String body, String... computed) {
        var planned = (ObjectNode) JSON.readTree(body);
        var unknown = new HashSet<>(Set.of(computed));
        unknown.add("id");
        var made = client.create(path, body, schemaOf(type));
        var resource = new Resource(type, schemaOf(type), made.path("id").asString(), planned, unknown);
        consistent(resource, made);
        // What Kahuna decided is final in the first answer.
        assertThat(resource.unchanged()).isEqualTo(made);
        resources.add(resource);
        return resource;
    }

    /** The second round, over everything. */
    void nothingToChange() {
        for (var resource : resources) {
            resource.unchanged();
            // Sent once more as it is, it is still the same: an apply that has nothing to do.
            resource.apply();
            resource.foundUnchanged = true;
        }
    }

    void destroyAll() {
        for (var resource : resources.reversed()) {
            resource.destroy();
        }
        resources.clear();
    }

    /** The schemas of which at least one was made, updated, found unchanged in the second round, and destroyed. */
    Set<String> lived() {
        return lived;
    }

    private static void consistent(Resource resource, JsonNode read) {
        for (var attribute : resource.planned.properties()) {
            if (!resource.computed.contains(attribute.getKey())) {
                var now = read.get(attribute.getKey());
                // An attribute that is absent is read as the empty value of its type.
                var same = now == null ? empty(attribute.getValue()) : sameValue(attribute.getValue(), now);
                assertThat(same)
                        .as("%s.%s was sent as %s and read as %s"
                                .formatted(resource.schema, attribute.getKey(), attribute.getValue(), now))
                        .isTrue();
            }
        }
    }

    private static boolean sameValue(JsonNode sent, JsonNode read) {
        return sent.isNumber()
                ? sent.doubleValue() == read.doubleValue()
                : sent.isObject() ? sameObject(sent, read) : sent.equals(read);
    }

    private static boolean sameObject(JsonNode sent, JsonNode read) {
        return sent.properties().stream()
                .allMatch(field -> read.has(field.getKey())
                        ? sameValue(field.getValue(), read.get(field.getKey()))
                        : empty(field.getValue()));
    }

    private static boolean empty(JsonNode value) {
        return (value.isString() && value.asString().isEmpty())
                || (value.isNumber() && value.doubleValue() == 0)
                || (value.isBoolean() && !value.booleanValue())
                || (value.isContainer() && value.isEmpty());
    }

    private static String schemaOf(String type) {
        return switch (type) {
            case "region" -> "Region";
            case "zone" -> "Zone";
            case "agent" -> "Agent";
            case "kaktus" -> "Kaktus";
            case "kiwi" -> "Kiwi";
            case "pool" -> "StoragePool";
            case "template" -> "Template";
            case "nfs" -> "StorageNFS";
            case "vnet" -> "VNet";
            case "subnet" -> "Subnet";
            case "adapter" -> "Adapter";
            case "project" -> "Project";
            case "volume" -> "Volume";
            case "instance" -> "Instance";
            case "kompute" -> "Kompute";
            case "record" -> "DnsRecord";
            case "user" -> "User";
            case "team" -> "Team";
            default -> throw new IllegalArgumentException(type);
        };
    }
}
