package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Komputes on real machines: one call makes them, nothing is left of them. */
@ExtendWith(Platform.Shared.class)
class KomputeIT {
    @Test
    void a_private_kompute_boots_grows_and_goes(Platform platform) {
        var shop = Shop.in(platform, 1);
        var api = shop.api();
        var before = shop.inventory();
        var made = api.call("POST", shop.path(false), Shop.body("till", 128, 256, 0))
                .orFail()
                .body();
        var kompute = "/kompute/" + made.path("id").asText();
        assertThat(made.path("ip").asText()).startsWith("10.92.1.");
        assertThat(api.get(kompute)).isEqualTo(made);
        booted(shop, "till");

        var instance = shop.instance();
        assertThat(api.call("DELETE", "/instance/" + instance, null)
                        .body()
                        .path("reason")
                        .asText())
                .contains("Kompute 'till'");
        var grown = api.call("PUT", kompute, Shop.body("counter", 160, 384, 128))
                .orFail()
                .body();
        assertThat(grown.path("data_disk").asLong()).isEqualTo(128L << 20);
        assertThat(platform.inRegion("virsh", "domblkinfo", "kowabunga-" + instance, "vda")
                        .orFail()
                        .output())
                .contains(String.valueOf(384L << 20));
        assertThat(platform.inRegion("virsh", "domblkinfo", "kowabunga-" + instance, "vdb")
                        .orFail()
                        .output())
                .contains(String.valueOf(128L << 20));
        assertThat(api.call("PUT", kompute, "{\"disk\": 268435456}").status()).isEqualTo(422);

        api.call("PATCH", kompute + "/stop", null).orFail();
        assertThat(api.get(kompute + "/state").path("state").asText()).isEqualTo("shutoff");
        api.call("PATCH", kompute + "/start", null).orFail();
        assertThat(platform.inRegion("virsh", "dominfo", "kowabunga-" + instance)
                        .orFail()
                        .output())
                .contains(String.valueOf(160 << 10));

        api.call("DELETE", kompute, null).orFail();
        assertThat(shop.inventory()).isEqualTo(before);
    }

    @Test
    void a_public_kompute_reaches_its_metadata_from_its_public_address(Platform platform) {
        var shop = Shop.in(platform, 2);
        var before = shop.inventory();
        var made = shop.api()
                .call("POST", shop.path(true), Shop.body("front", 128, 256, 128))
                .orFail()
                .body();
        assertThat(made.path("ip").asText()).startsWith("10.92.2.");
        booted(shop, "front");
        assertThat(shop.found("front").path("addresses").toString()).contains("10.92.2.", "10.93.");
        shop.api().call("DELETE", "/kompute/" + made.path("id").asText(), null).orFail();
        assertThat(shop.inventory()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-BlockStore.Clone", "after-Hypervisor.Define"})
    void a_creation_survives_the_death_of_kahuna(String step, Platform platform) {
        var shop = Shop.in(platform, step.contains("Clone") ? 3 : 4);
        var before = shop.inventory();
        platform.hold(step);
        JsonNode operation;
        try {
            operation = shop.api().begin("POST", shop.path(false), Shop.body("phoenix", 128, 256, 128));
            reaches(shop, operation, step);
            platform.kill("kahuna");
        } finally {
            platform.release(step);
        }
        platform.start("kahuna");
        ends(shop, operation, "SUCCEEDED");
        assertThat(platform.domains("--state-running")).contains("kowabunga-" + shop.instance());
        shop.api()
                .call("DELETE", "/kompute/" + operation.path("resource").asText(), null)
                .orFail();
        assertThat(shop.inventory()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-BlockStore.Clone", "after-Hypervisor.Define"})
    void a_cancelled_creation_leaves_nothing(String step, Platform platform) {
        var shop = Shop.in(platform, step.contains("Clone") ? 5 : 6);
        var before = shop.inventory();
        platform.hold(step);
        JsonNode operation;
        try {
            operation = shop.api().begin("POST", shop.path(true), Shop.body("ghost", 128, 256, 128));
            reaches(shop, operation, step);
            shop.api()
                    .call("POST", "/operation/" + operation.path("id").asText() + "/cancel", null)
                    .orFail();
        } finally {
            platform.release(step);
        }
        ends(shop, operation, "CANCELLED");
        assertThat(shop.inventory()).isEqualTo(before);
    }

    private static void booted(Shop shop, String name) {
        await("the guest has booted")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(
                                shop.found(name).path("metadata_fetched_at").asText())
                        .isNotEmpty());
    }

    private static void reaches(Shop shop, JsonNode operation, String step) {
        var activity = step.substring(step.indexOf('-') + 1);
        await("the step " + activity)
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(shop.api().operation(operation).path("steps"))
                        .anySatisfy(begun -> {
                            assertThat(begun.path("activity").asText()).isEqualTo(activity);
                            assertThat(begun.path("state").asText()).isEqualTo("RUNNING");
                        }));
    }

    private static void ends(Shop shop, JsonNode operation, String state) {
        await("the operation")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                shop.api().operation(operation).path("state").asText())
                        .isEqualTo(state));
    }
}
