package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.topology.AgentId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class OperationListTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void those_that_wait_for_an_agent_are_found_counted_and_sorted_as_they_are_shown() {
        var operation = create("data", "Prefer", "respond-async");
        agentIs(false);

        await().untilAsserted(() -> assertThat(found("state=WAITING")).containsExactly(operation));
        assertThat(total("state=WAITING")).isEqualTo("1");
        assertThat(found("state=RUNNING")).isEmpty();
        assertThat(total("state=RUNNING")).isEqualTo("0");
        assertThat(world.get("/operation/" + operation).get("state")).isEqualTo("WAITING");

        agentIs(true);
        assertThat(found("state=RUNNING")).containsExactly(operation);
        assertThat(total("state=waiting")).isEqualTo("0");

        place.agentsWork();
        await().untilAsserted(
                        () -> assertThat(found("state=SUCCEEDED&sort=state")).containsExactly(operation));
        agentIs(false);
        assertThat(found("state=WAITING")).isEmpty();
    }

    @Test
    void a_list_is_sorted_and_paged_by_the_server() {
        place.agentsWork();
        var c = create("c");
        var a = create("a");
        var b = create("b");
        var deleted = world.delete("/volume/" + world.get("/operation/" + a).get("resource"))
                .header("X-Kowabunga-Operation");

        assertThat(found("")).containsExactly(deleted, b, a, c);
        assertThat(found("sort=-ordered_at&after=" + b)).containsExactly(a, c);
        assertThat(found("sort=orderedAt")).containsExactly(c, a, b, deleted);
        assertThat(found("sort=endedAt")).containsExactly(c, a, b, deleted);
        assertThat(found("sort=resourceName")).containsExactly(deleted, a, b, c);
        assertThat(found("sort=-resource_name")).containsExactly(c, b, deleted, a);
        assertThat(found("sort=-verb,resourceName")).containsExactly(deleted, a, b, c);
        assertThat(found("sort=resourceName&limit=2&offset=1")).containsExactly(a, b);
        assertThat(total("sort=resourceName&limit=2&offset=1")).isEqualTo("4");

        world.get("/operation?sort=verb&after=" + b).refuses(422, "offset");
        world.get("/operation?sort=steps").refuses(422, "resourceName");
        world.get("/operation?after=never").refuses(422, "after: there is no Operation 'never'");
    }

    @Test
    void the_latest_of_each_resource_says_how_many_there_are() {
        place.agentsWork();
        var a = create("a");
        var b = create("b");
        var volume = world.get("/operation/" + a).get("resource");
        var deleted = world.delete("/volume/" + volume).header("X-Kowabunga-Operation");

        assertThat(found("latest=true")).containsExactly(deleted, b);
        assertThat(total("latest=true")).isEqualTo("2");
        assertThat(found("latest=true&sort=orderedAt&limit=1&offset=1")).containsExactly(deleted);
        assertThat(found("latest=true&resource=" + volume)).containsExactly(deleted);
        var counted =
                world.get("/operation?latest=true&project=" + place.project).json();
        assertThat(counted.get(0).path("operations").asInt()).isEqualTo(2);
        assertThat(counted.get(1).path("operations").asInt()).isEqualTo(1);
        assertThat(world.get("/operation?project=" + place.project)
                        .json()
                        .get(0)
                        .has("operations"))
                .isFalse();
    }

    @Test
    void those_that_take_too_long_are_found() {
        var late = create("late", "Prefer", "respond-async");
        create("punctual", "Prefer", "respond-async");
        assertThat(found("overdue=true")).isEmpty();
        world.database()
                .change(sql -> sql.update(OPERATION)
                        .set(OPERATION.DEADLINE, Instant.now().minusSeconds(1))
                        .where(OPERATION.ID.eq(new OperationId(late)))
                        .execute());
        assertThat(found("overdue=true")).containsExactly(late);
        assertThat(total("overdue=true")).isEqualTo("1");
        place.agentsWork();
        await().untilAsserted(() -> assertThat(found("overdue=true")).isEmpty());
    }

    private List<String> found(String query) {
        return world.get("/operation?project=" + place.project + "&" + query)
                .is(200)
                .json()
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }

    private String total(String query) {
        return world.get("/operation?project=" + place.project + "&" + query).header("X-Kowabunga-Total");
    }

    private String create(String name, String... headers) {
        return world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        "{\"name\":\"%s\",\"type\":\"raw\",\"size\":1073741824}".formatted(name),
                        headers)
                .header("X-Kowabunga-Operation");
    }

    private void agentIs(boolean connected) {
        world.database()
                .change(sql -> sql.update(AGENT_STATUS)
                        .set(AGENT_STATUS.CONNECTED, connected)
                        .where(AGENT_STATUS.AGENT_ID.eq(new AgentId(place.agent)))
                        .execute());
    }
}
