package cloud.kowabunga.kahuna.clients;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls Kahuna as clients of generation 0.53 do, and reads every answer as strictly as they. */
final class OldClient {
    private final KahunaWorld world;
    private final OldSchemas schemas = new OldSchemas();

    OldClient(KahunaWorld world) {
        this.world = world;
    }

    OldSchemas schemas() {
        return schemas;
    }

    JsonNode read(String path, String kind) {
        return decoded(call("GET", path, null).is(200), kind);
    }

    JsonNode create(String path, String body, String kind) {
        var made = decoded(call("POST", path, body).is(201), kind);
        assertThat(made.path("id").asString("")).as(path).isNotEmpty();
        return made;
    }

    /** A PUT of the whole object, as this generation sends it. */
    JsonNode update(String path, ObjectNode whole, String kind) {
        return decoded(call("PUT", path, whole.toString()).is(200), kind);
    }

    /** Something that answers without a body. */
    void act(String method, String path) {
        assertThat(call(method, path, null).is(200).text()).as(path).isEmpty();
    }

    JsonNode act(String method, String path, String kind) {
        return decoded(call(method, path, null).is(200), kind);
    }

    /** The call is refused, in a body that these clients can read. */
    void refused(int status, String method, String path, @Nullable String body) {
        schemas.decode("ApiError", call(method, path, body).refuses(status).json());
    }

    private Reply call(String method, String path, @Nullable String body) {
        return world.send(method, path, body);
    }

    private JsonNode decoded(Reply reply, String kind) {
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        var json = reply.json();
        schemas.decode(kind, json);
        return json;
    }
}
