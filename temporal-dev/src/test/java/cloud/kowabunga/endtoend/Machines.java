package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Makes instances in the region that {@code up} made, and says what is left of them. */
record Machines(Platform platform, Api api) {
    static Machines in(Platform platform) {
        return new Machines(platform, platform.api());
    }

    private String project() {
        return api.named("/project", "project", "demo").path("id").asText();
    }

    String region() {
        return api.named("/region", "region", "basement").path("id").asText();
    }

    String zone() {
        return api.named("/region/" + region() + "/zones", "zone", "basement-a")
                .path("id")
                .asText();
    }

    /** A volume cloned from the default template, made to its end. */
    String volume(String name) {
        return api.call("POST", volumes(), """
                {"name": "%s", "type": "os", "size": 268435456}""".formatted(name))
                .orFail()
                .body()
                .path("id")
                .asText();
    }

    /** An empty volume of 128 MiB. */
    String emptyVolume(String name) {
        return api.call("POST", volumes(), emptyVolumeBody(name))
                .orFail()
                .body()
                .path("id")
                .asText();
    }

    /** Begins the creation of an empty volume, and answers with the operation. */
    JsonNode beginEmptyVolume(String name) {
        return api.begin("POST", volumes(), emptyVolumeBody(name));
    }

    private String volumes() {
        return "/project/" + project() + "/region/" + region() + "/volume";
    }

    private static String emptyVolumeBody(String name) {
        return """
                {"name": "%s", "type": "raw", "size": 134217728}""".formatted(name);
    }

    String adapter(String name) {
        var vnet = api.named("/region/" + region() + "/vnets", "vnet", "basement-net")
                .path("id")
                .asText();
        var subnet = api.named("/vnet/" + vnet + "/subnets", "subnet", "basement-subnet")
                .path("id")
                .asText();
        return api.call("POST", "/subnet/" + subnet + "/adapter?assignIP=true", "{\"name\": \"%s\"}".formatted(name))
                .orFail()
                .body()
                .path("id")
                .asText();
    }

    /** A VNet on a bridge of that name, with one Subnet; answers with the VNet's id. */
    String vnet(String name, String bridge, String cidr, String gateway) {
        var vnet = api.call("POST", "/region/" + region() + "/vnet", """
                {"name": "%s", "interface": "%s"}""".formatted(name, bridge))
                .orFail()
                .body()
                .path("id")
                .asText();
        api.call("POST", "/vnet/" + vnet + "/subnet", """
                {"name": "%s", "cidr": "%s", "gateway": "%s"}""".formatted(name, cidr, gateway))
                .orFail();
        return vnet;
    }

    String adapterIn(String name, String vnet) {
        var subnet = api.ids("/vnet/" + vnet + "/subnets").getFirst();
        return api.call("POST", "/subnet/" + subnet + "/adapter?assignIP=true", "{\"name\": \"%s\"}".formatted(name))
                .orFail()
                .body()
                .path("id")
                .asText();
    }

    /** As {@link #begin(String, String, String)}, as the caller prefers it. */
    JsonNode begin(String name, String volume, String adapter, String prefer) {
        return api.call("POST", path(), body(name, 134217728, volume, adapter), "Prefer", prefer)
                .orFail()
                .body();
    }

    /** Begins the creation of an instance with one volume and one adapter, and answers with the operation. */
    JsonNode begin(String name, String volume, String adapter) {
        return api.begin("POST", path(), body(name, 134217728, volume, adapter));
    }

    /** Creates an instance and waits, as the published clients do. */
    Api.Answer create(String name, long memory, String volume, String adapter) {
        return api.call("POST", path(), body(name, memory, volume, adapter));
    }

    /** Creates an instance with a description, and answers with the id of the operation that did it. */
    String createDescribed(String name, String volume, String adapter, String description) {
        var body = body(name, 134217728, volume, adapter)
                .replaceFirst("\\{", "{\"description\": \"" + description + "\", ");
        return api.call("POST", path(), body)
                .orFail()
                .headers()
                .firstValue("X-Kowabunga-Operation")
                .orElseThrow();
    }

    /** The id of the instance of this name in the project that {@code up} made. */
    String named(String name) {
        return api.named("/project/%s/region/%s/instances".formatted(project(), region()), "instance", name)
                .path("id")
                .asText();
    }

    private String path() {
        return "/project/" + project() + "/zone/" + zone() + "/instance";
    }

    private static String body(String name, long memory, String volume, String adapter) {
        return """
                {"name": "%s", "memory": %d, "vcpus": 1, "adapters": ["%s"], "volumes": ["%s"]}""".formatted(name, memory, adapter, volume);
    }

    /** The operation comes to this state. */
    void ends(JsonNode operation, String state) {
        await("the operation is " + state)
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(api.operation(operation).path("state").asText())
                                .isEqualTo(state));
    }

    void delete(String instance, String volume, String adapter) {
        api.call("DELETE", "/instance/" + instance, null).orFail();
        api.call("DELETE", "/volume/" + volume, null).orFail();
        api.call("DELETE", "/adapter/" + adapter, null).orFail();
    }
}
