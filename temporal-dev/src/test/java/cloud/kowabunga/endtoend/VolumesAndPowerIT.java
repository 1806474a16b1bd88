package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A running machine gets a disk, sees it grow, loses it, goes through all power actions, and gets it back while it is off. */
@ExtendWith(Platform.Shared.class)
class VolumesAndPowerIT {
    @Test
    void volumes_come_and_go_and_power_obeys(Platform platform) {
        var machines = Machines.in(platform);
        var api = machines.api();
        var os = machines.volume("busy");
        var adapter = machines.adapter("busy");
        var instance = machines.create("busy", 134217728, os, adapter)
                .orFail()
                .body()
                .path("id")
                .asText();
        await("the guest has booted")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(api.get("/search/instances?name=busy")
                                .path(0)
                                .path("metadata_fetched_at")
                                .asText())
                        .isNotEmpty());
        var data = machines.emptyVolume("busy-data");
        var both = "{\"volumes\": [\"%s\", \"%s\"]}".formatted(os, data);
        var alone = "{\"volumes\": [\"%s\"]}".formatted(os);

        api.call("PUT", "/instance/" + instance, both).orFail();
        assertThat(disks(platform, instance)).contains("volume-" + data);
        api.call("PUT", "/volume/" + data, "{\"size\": 268435456}").orFail();
        assertThat(platform.inRegion("virsh", "domblkinfo", "kowabunga-" + instance, "vdb")
                        .orFail()
                        .output())
                .contains("268435456");
        assertThat(api.call("DELETE", "/volume/" + data, null).status()).isEqualTo(409);
        api.call("PUT", "/instance/" + instance, alone).orFail();
        assertThat(disks(platform, instance)).doesNotContain("volume-" + data);

        power(api, instance, "suspend", "paused");
        power(api, instance, "resume", "running");
        power(api, instance, "shutdown", "shutoff");
        assertThat(api.call("PATCH", "/instance/" + instance + "/suspend", null).status())
                .isEqualTo(422);
        api.call("PUT", "/instance/" + instance, both).orFail();
        assertThat(disks(platform, instance)).contains("volume-" + data);
        power(api, instance, "start", "running");
        power(api, instance, "reset", "running");
        power(api, instance, "stop", "shutoff");
        api.call("PUT", "/instance/" + instance, alone).orFail();
        api.call("DELETE", "/volume/" + data, null).orFail();
        machines.delete(instance, os, adapter);
    }

    private static void power(Api api, String instance, String action, String state) {
        api.call("PATCH", "/instance/" + instance + "/" + action, null).orFail();
        assertThat(api.get("/instance/" + instance + "/state").path("state").asText())
                .as("after " + action)
                .isEqualTo(state);
    }

    private static String disks(Platform platform, String instance) {
        return platform.inRegion("virsh", "domblklist", "kowabunga-" + instance)
                .orFail()
                .output();
    }
}
