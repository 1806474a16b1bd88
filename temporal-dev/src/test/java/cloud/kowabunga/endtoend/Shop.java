package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project with a private subnet in a region that has a public network, and all that is left when its Komputes are gone. */
record Shop(Platform platform, Api api, String project, String zone) {
    private static final long MIB = 1L << 20;

    /** Makes it, under names and networks of its own; the region's gateway answers in both networks. */
    static Shop in(Platform platform, int number) {
        var machines = Machines.in(platform);
        var api = machines.api();
        var region = machines.region();
        addSubnet(platform, api, region, "shop-private-" + number, "10.92." + number, true);
        addSubnet(platform, api, region, "shop-public-" + number, "10.93." + number, false);
        var project = created(api, "/project?subnetSize=26", """
                {"name": "shop-%d", "teams": [], "regions": ["%s"]}""".formatted(number, region));
        return new Shop(platform, api, project, machines.zone());
    }

    private static void addSubnet(
            Platform platform, Api api, String region, String name, String network, boolean isPrivate) {
        var vnet = created(api, "/region/" + region + "/vnet", """
                {"name": "%s", "interface": "kow0", "private": %s}""".formatted(name, isPrivate));
        var subnet = created(api, "/vnet/" + vnet + "/subnet", """
                {"name": "%s", "cidr": "%s.0/26", "gateway": "%s.1"}""".formatted(name, network, network));
        api.call("PATCH", "/vnet/" + vnet + "/subnet/" + subnet + "/default", null)
                .orFail();
        platform.inRegion("ip", "address", "add", network + ".1/26", "dev", "kow0")
                .orFail();
    }

    private static String created(Api api, String path, String body) {
        return api.call("POST", path, body).orFail().body().path("id").asText();
    }

    String path(boolean publicAddress) {
        return "/project/" + project + "/zone/" + zone + "/kompute?public=" + publicAddress + "&poolId=&templateId=";
    }

    static String body(String name, long memory, long disk, long dataDisk) {
        return """
                {"name": "%s", "description": "", "memory": %d, "vcpus": 1, "disk": %d, "data_disk": %d, "ip": ""}""".formatted(name, memory * MIB, disk * MIB, dataDisk * MIB);
    }

    /** The instance of the only Kompute that the project has. */
    String instance() {
        var ids = api.ids("/project/" + project + "/zone/" + zone + "/instances");
        if (ids.size() != 1) {
            throw new AssertionError("instances of the project: " + ids);
        }
        return ids.getFirst();
    }

    JsonNode found(String name) {
        return api.get("/search/instances?project=" + project + "&name=" + name).path(0);
    }

    /** All machines and images in the region, and all rows of the project. */
    List<String> inventory() {
        return List.of(
                String.join(" ", platform.domains("--all")),
                String.join(" ", images()),
                "komputes " + api.ids("/project/" + project + "/zone/" + zone + "/komputes"),
                "instances " + api.ids("/project/" + project + "/zone/" + zone + "/instances"),
                "adapters " + api.ids("/adapter"));
    }

    private List<String> images() {
        try (var files = Files.walk(platform.home().resolve("agents"))) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.startsWith("volume-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
