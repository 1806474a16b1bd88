package cloud.kowabunga.kahuna.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.topology.AgentId;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What everybody reads of who carried a step. */
@Timeout(120)
final class HandoversTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);
    private final Handovers handovers = new StoredHandovers(world.database());

    @Test
    void a_step_names_the_agent_that_has_it_and_still_does_when_it_has_ended() {
        var operation = create();
        await().untilAsserted(() -> assertThat(stepOfAgent(operation)).isPresent());
        var step = stepOfAgent(operation).orElseThrow();
        assertThat(step.has("agent")).isFalse();

        handovers.handed(new AgentId("gone"), task(operation, step));
        assertThat(agent(operation)).isEqualTo("gone");
        handovers.handed(new AgentId(place.agent), task(operation, step));
        handovers.handed(new AgentId(place.agent), task(operation, step));
        var name = world.get("/agent/" + place.agent).get("name");
        assertThat(agent(operation)).isEqualTo(name);

        place.agentsWork();
        await().untilAsserted(() ->
                assertThat(operation(operation).path("state").asString()).isEqualTo("SUCCEEDED"));
        assertThat(agent(operation)).isEqualTo(name);
        assertThat(world.get("/operation?within=" + place.agent).json().valueStream())
                .extracting(row -> row.path("id").asString())
                .containsExactly(operation);
        assertThat(stepOfAgent(operation).orElseThrow().path("ended_at").asString())
                .isNotBlank();
    }

    @Test
    void a_step_that_no_agent_does_names_none_whatever_else_was_handed_out() {
        var operation = create();
        await().untilAsserted(() -> assertThat(stepOfAgent(operation)).isPresent());
        handovers.handed(
                new AgentId(place.agent), task(operation, stepOfAgent(operation).orElseThrow()));

        assertThat(operation(operation)
                        .path("steps")
                        .valueStream()
                        .filter(step -> step.path("queue").asString().isEmpty()))
                .isNotEmpty()
                .noneMatch(step -> step.has("agent"));
    }

    private PollActivityTaskQueueResponse task(String operation, JsonNode step) {
        var workflow = operation(operation).path("workflow_id").asString();
        return PollActivityTaskQueueResponse.newBuilder()
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                .setActivityId("1")
                .setActivityType(
                        ActivityType.newBuilder().setName(step.path("activity").asString()))
                .build();
    }

    private String agent(String operation) {
        return stepOfAgent(operation).orElseThrow().path("agent").asString();
    }

    private Optional<JsonNode> stepOfAgent(String operation) {
        return operation(operation)
                .path("steps")
                .valueStream()
                .filter(step -> !step.path("queue").asString().isEmpty())
                .findFirst();
    }

    private JsonNode operation(String id) {
        return world.get("/operation/" + id).is(200).json();
    }

    private String create() {
        return world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        "{\"name\":\"carried\",\"type\":\"raw\",\"size\":1073741824}",
                        "Prefer",
                        "respond-async")
                .header("X-Kowabunga-Operation");
    }
}
