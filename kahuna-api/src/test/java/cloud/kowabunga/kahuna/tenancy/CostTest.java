package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.topology.AgentId;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A Kaktus with 16 threads and 32 GiB, and a pool of 100 GiB. */
@Timeout(120)
final class CostTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void a_project_pays_its_share_of_what_its_zone_and_its_pools_have() {
        assertThat(cost()).isEqualTo("{\"price\":0.0,\"currency\":\"EUR\"}");
        place.agentsWork();
        var volume = place.volume("raw", 25);
        world.post(
                        "/project/%s/zone/%s/instance".formatted(place.project, place.zone),
                        place.instance(KahunaWorld.fresh("i"), place.adapter(), volume))
                .is(201);
        assertThat(cost()).isEqualTo("{\"price\":0.0,\"currency\":\"EUR\"}");

        // One of 16 x 3 virtual CPUs and one of 32 x 2 GiB of memory, 25 of 100 GiB of the pool.
        price("/kaktus/" + place.kaktus, "cpu_cost", 48, "CHF");
        price("/kaktus/" + place.kaktus, "memory_cost", 128, "CHF");
        price("/pool/" + place.pool, "cost", 40, "CHF");
        assertThat(cost()).isEqualTo("{\"price\":13.0,\"currency\":\"CHF\"}");
        assertThat(listed().path("cost").toString()).isEqualTo(cost());

        // Another one in the zone that never reported changes nothing.
        var agent = world.post("/agent", Place.named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
        var silent = world.post("/zone/" + place.zone + "/kaktus", Place.named("kaktus", """
                        ,"cpu_cost":{"price":1000,"currency":"USD"},"agents":["%s"]""".formatted(agent)))
                .is(201)
                .id();
        assertThat(cost()).isEqualTo("{\"price\":13.0,\"currency\":\"CHF\"}");

        // Once it has, prices are the mean of the zone; what costs nothing has no currency.
        world.database()
                .change(sql -> sql.execute(
                        "INSERT INTO agent_status (agent_id, last_seen, report) SELECT {0}, last_seen, report FROM agent_status WHERE agent_id = {1}",
                        DSL.val(agent), DSL.val(place.agent)));
        assertThat(world.get("/project/" + place.project + "/cost")
                        .refuses(422, "CHF and USD")
                        .status())
                .isEqualTo(422);
        assertThat(listed().has("cost")).isFalse();
        price("/kaktus/" + silent, "cpu_cost", 0, "USD");
        assertThat(cost()).isEqualTo("{\"price\":11.5,\"currency\":\"CHF\"}");

        // A pool and a Kaktus whose agents are away cost what they cost.
        world.database()
                .change(sql -> sql.update(AGENT_STATUS)
                        .set(AGENT_STATUS.CONNECTED, false)
                        .where(AGENT_STATUS.AGENT_ID.in(new AgentId(place.agent), new AgentId(agent)))
                        .execute());
        assertThat(cost()).isEqualTo("{\"price\":11.5,\"currency\":\"CHF\"}");
        world.get("/project/none/cost").refuses(404, "none");
        assertThat(listed().path("cost").toString()).isEqualTo(cost());
        assertThat(listed().path("usage").toString())
                .isEqualTo(world.get("/project/%s/usage".formatted(place.project))
                        .is(200)
                        .text());
    }

    @Test
    void what_nobody_reported_yet_costs_nothing_and_has_nothing() {
        price("/kaktus/" + place.kaktus, "cpu_cost", 48, "CHF");
        place.agentsWork();
        world.post(
                        "/project/%s/zone/%s/instance".formatted(place.project, place.zone),
                        place.instance(KahunaWorld.fresh("i"), place.adapter(), place.volume("raw", 1)))
                .is(201);
        world.database()
                .change(sql -> sql.deleteFrom(AGENT_STATUS)
                        .where(AGENT_STATUS.AGENT_ID.eq(new AgentId(place.agent)))
                        .execute());
        assertThat(cost()).isEqualTo("{\"price\":0.0,\"currency\":\"EUR\"}");
        assertThat(world.get("/kaktus/" + place.kaktus + "/caps").is(200).text())
                .isEqualTo("""
                        {"cpu":{"arch":"","model":"","vendor":"","sockets":0,"cores":0,"threads":0},"memory":0}""");
        world.put("/kaktus/" + place.kaktus, "{\"cpu_cost\":{\"price\":1e39,\"currency\":\"EUR\"}}")
                .refuses(422, "cpu_cost.price");
    }

    /** As a list of projects shows it. */
    private JsonNode listed() {
        return world.get("/search/projects?id=" + place.project).is(200).json().path(0);
    }

    private String cost() {
        return world.get("/project/" + place.project + "/cost").is(200).text();
    }

    private void price(String path, String field, int price, String currency) {
        world.put(path, "{\"%s\":{\"price\":%d,\"currency\":\"%s\"}}".formatted(field, price, currency))
                .is(200);
    }
}
