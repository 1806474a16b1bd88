package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Shared.class)
class FirstInstanceIT {
    @Test
    void up_ends_with_a_running_instance_that_answered_for_itself(Platform platform) {
        var found = platform.api().get("/search/instances?name=first").path(0);
        assertThat(found.path("state").asText()).isEqualTo("running");
        assertThat(found.path("metadata_fetched_at").asText()).isNotEmpty();
        assertThat(platform.domains()).contains("kowabunga-" + found.path("id").asText());
    }

    @Test
    void a_second_up_finds_everything_as_it_was(Platform platform) {
        var before = platform.status().path("processes");
        var instances = platform.api().ids("/instance");
        var ended = platform.kowabunga("up").orFail();
        assertThat(platform.status().path("processes")).isEqualTo(before);
        assertThat(platform.api().ids("/instance")).isEqualTo(instances);
        assertThat(ended.output()).contains("All is up").doesNotContain("Exception");
    }

    @Test
    void nobody_outside_reaches_the_region(Platform platform) {
        var address = platform.api()
                .get("/search/instances?name=first")
                .path(0)
                .path("addresses")
                .path(0)
                .asText();
        assertThat(platform.inRegion("curl", "-fsS", "-m", "5", "http://" + address + "/")
                        .status())
                .as("reached from inside")
                .isZero();
        // A packet enters a namespace through a device only: none of the region's has an end on the machine.
        assertThat(platform.inRegion("ip", "-o", "-d", "link").orFail().output())
                .doesNotContain("veth", "link-netnsid");
        var machine = platform.run("ip", "-o", "addr").orFail().output()
                + platform.run("ip", "route", "show", "table", "all").orFail().output();
        assertThat(machine).doesNotContain("kow0", "10.90.0.", "10.97.0.", "169.254.169.254");
    }

    @Test
    void every_operation_reads_like_the_product_in_the_temporal_console(Platform platform) {
        var console = platform.status().path("temporal").asText();
        var verbs = new ArrayList<String>();
        for (var operation : made(platform)) {
            verbs.add(operation.path("verb").asText());
            assertThat(operation.path("steps"))
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.path("name").asText()).isNotEmpty())
                    .allSatisfy(step -> assertThat(step.path("agent").asText())
                            .isEqualTo(step.path("queue").asText().isEmpty() ? "" : "k1"));
            var history = new Api(console, "")
                    .get("/namespaces/kowabunga/workflows/"
                            + operation.path("workflow_id").asText().replace("/", "%2F") + "/history?execution.runId="
                            + operation.path("run_id").asText());
            var scheduled = new ArrayList<String>();
            history.path("history").path("events").forEach(event -> {
                if (event.path("eventType").asText().endsWith("ACTIVITY_TASK_SCHEDULED")) {
                    scheduled.add(event.path("userMetadata")
                            .path("summary")
                            .path("data")
                            .asText());
                }
            });
            assertThat(scheduled).isNotEmpty().doesNotContain("");
        }
        assertThat(verbs).containsExactlyInAnyOrder("ImportTemplate", "CreateVolume", "CreateInstance");
    }

    /** The operations by which {@code up} made the template, the volume and the instance, whatever came after them. */
    private static List<JsonNode> made(Platform platform) {
        var made = new ArrayList<JsonNode>();
        Map.of("template", "kowabunga-linux", "volume", "first-os", "instance", "first")
                .forEach((noun, name) -> {
                    var id = platform.api()
                            .named("/" + noun, noun, name)
                            .path("id")
                            .asText();
                    platform.api().get("/operation?limit=1000&resource=" + id).forEach(operation -> {
                        if (operation.path("verb").asText().matches("(Create|Import).*")) {
                            made.add(operation);
                        }
                    });
                });
        return made;
    }
}
