package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;

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
        return api.call("POST", "/project/" + project() + "/region/" + region() + "/volume", """
                {"name": "%s", "type": "os", "size": 268435456}""".formatted(name))
                .orFail()
                .body()
                .path("id")
                .asText();
    }

    /** An empty volume of 128 MiB. */
    String emptyVolume(String name) {
        return api.call("POST", "/project/" + project() + "/region/" + region() + "/volume", """
                {"name": "%s", "type": "raw", "size": 134217728}""".formatted(name))
                .orFail()
                .body()
                .path("id")
                .asText();
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

    /** Begins the creation of an instance with one volume and one adapter, and answers with the operation. */
    JsonNode begin(String name, String volume, String adapter) {
        return api.begin("POST", path(), body(name, 134217728, volume, adapter));
    }

    /** Creates an instance and waits, as the published clients do. */
    Api.Answer create(String name, long memory, String volume, String adapter) {
        return api.call("POST", path(), body(name, memory, volume, adapter));
    }

    private String path() {
        return "/project/" + project() + "/zone/" + zone() + "/instance";
    }

    private static String body(String name, long memory, String volume, String adapter) {
        return """
                {"name": "%s", "memory": %d, "vcpus": 1, "adapters": ["%s"], "volumes": ["%s"]}""".formatted(name, memory, adapter, volume);
    }

    void delete(String instance, String volume, String adapter) {
        api.call("DELETE", "/instance/" + instance, null).orFail();
        api.call("DELETE", "/volume/" + volume, null).orFail();
        api.call("DELETE", "/adapter/" + adapter, null).orFail();
    }
}
