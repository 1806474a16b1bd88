package cloud.kowabunga.kahuna;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.testing.InMemoryDataCenter;

/** A region made over HTTP, with everything in it up to a project, and a data center in memory whose agents work when a test lets them. */
public final class Place {
    public final KahunaWorld world;
    public final String region;
    public final String zone;
    public final String agent;
    public final String kaktus;
    public final String pool;
    public final String vnet;
    public final String subnet;
    public final String project;
    public final InMemoryDataCenter center;
    private final AgentInMemory agentInMemory;

    public Place(KahunaWorld world) {
        this.world = world;
        region = world.post("/region", named("region", ",\"domain\":\"a.example.com\""))
                .is(201)
                .id();
        zone = world.post("/region/" + region + "/zone", named("zone", ""))
                .is(201)
                .id();
        agent = world.post("/agent", named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
        var agents = ",\"agents\":[\"" + agent + "\"]";
        kaktus = world.post("/zone/" + zone + "/kaktus", named("kaktus", agents))
                .is(201)
                .id();
        pool = world.post("/region/" + region + "/pool", named("pool", ",\"pool\":\"local\"" + agents))
                .is(201)
                .id();
        vnet = world.post("/region/" + region + "/vnet", named("vnet", ",\"interface\":\"kow0\""))
                .is(201)
                .id();
        subnet = world.post(
                        "/vnet/" + vnet + "/subnet",
                        named("subnet", ",\"cidr\":\"10.90.0.0/24\",\"gateway\":\"10.90.0.1\""))
                .is(201)
                .id();
        project = world.post("/project", named("project", ",\"teams\":[],\"regions\":[\"" + region + "\"]"))
                .is(201)
                .id();
        agentInMemory = AgentInMemory.alive(world, agent, kaktus, pool);
        center = agentInMemory.center();
    }

    /** The least JSON that has a fresh name. */
    public static String named(String word, String more) {
        return "{\"name\":\"" + KahunaWorld.fresh(word) + "\"" + more + "}";
    }

    /** The agents begin to work. */
    public Place agentsWork() {
        agentInMemory.works();
        return this;
    }

    public String template() {
        return world.post("/pool/" + pool + "/template", named("template", ",\"source\":\"/images/linux.qcow2\""))
                .is(201)
                .id();
    }

    public String adapter() {
        return world.post("/subnet/" + subnet + "/adapter?assignIP=true", named("adapter", ""))
                .is(201)
                .id();
    }

    /** @param type with a template needed for {@code os} */
    public String volume(String type, long gib) {
        return world.post(
                        "/project/" + project + "/region/" + region + "/volume",
                        named(
                                "volume",
                                ",\"type\":\"" + type + "\",\"size\":"
                                        + Bytes.ofGib(gib).value()))
                .is(201)
                .id();
    }

    /** What a POST of an instance of 1 GiB needs. */
    public String instance(String name, String adapter, String volume) {
        return """
                {"name":"%s","memory":1073741824,"vcpus":1,"adapters":["%s"],"volumes":["%s"]}""".formatted(name, adapter, volume);
    }
}
