package cloud.kowabunga.kahuna.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What everybody reads of an operation whose step cannot reach something. */
@Timeout(120)
final class StumblesTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void those_that_are_held_up_by_what_cannot_be_reached_are_shown_the_same_in_the_list_and_alone() {
        var operation = create();
        await().untilAsserted(() -> assertThat(found("state=RUNNING")).containsExactly(operation));
        var run = world.get("/operation/" + operation).get("run_id");
        var stumbles = new StoredStumbles(world.database());

        stumbles.over(run, "Ceph does not answer.");
        stumbles.over(run, "Ceph does not answer.");

        assertThat(found("state=WAITING")).containsExactly(operation);
        assertThat(total("state=WAITING")).isEqualTo("1");
        assertThat(found("state=RUNNING")).isEmpty();
        var alone = world.get("/operation/" + operation).json();
        var listed = world.get("/operation?project=" + place.project).json().path(0);
        for (var read : List.of(alone, listed)) {
            assertThat(read.path("state").asString()).isEqualTo("WAITING");
            assertThat(read.path("waiting_for").asString()).isEqualTo("Ceph does not answer.");
            assertThat(read.path("waiting_since").asString()).isNotBlank();
        }

        stumbles.goesOn(run);
        assertThat(found("state=RUNNING")).containsExactly(operation);
        assertThat(world.get("/operation/" + operation).get("state")).isEqualTo("RUNNING");

        stumbles.over(run, "Ceph does not answer.");
        place.agentsWork();
        await().untilAsserted(() -> assertThat(found("state=SUCCEEDED")).containsExactly(operation));
        assertThat(found("state=WAITING")).isEmpty();
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

    private String create() {
        return world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        "{\"name\":\"held\",\"type\":\"raw\",\"size\":1073741824}",
                        "Prefer",
                        "respond-async")
                .header("X-Kowabunga-Operation");
    }
}
