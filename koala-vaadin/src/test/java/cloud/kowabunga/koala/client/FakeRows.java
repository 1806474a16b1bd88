package cloud.kowabunga.koala.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows that the in-memory Kahuna serves, as JSON. */
final class FakeRows {
    /** Kinds of which one is taken where none is named. */
    static final Set<String> ELECTED = Set.of("pool", "nfs", "template", "subnet");

    private FakeRows() {}

    /** @param address the last number of its address */
    static Map<String, Object> instance(String id, String name, String state, int address) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", id);
        row.put("name", name);
        row.put("project", "p-1");
        row.put("project_name", "shop");
        row.put("region", "r-1");
        row.put("zone", "z-1");
        row.put("kaktus", "k-1");
        row.put("kaktus_name", "kaktus-a-1");
        row.put("state", state);
        row.put("memory", 2L << 30);
        row.put("vcpus", 2);
        row.put("addresses", List.of("10.90.0." + address));
        row.put("adapters", List.of("a-1"));
        row.put("volumes", List.of("v-1"));
        return row;
    }

    static Map<String, Object> agent(String name, boolean alive) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", "agent-" + name);
        row.put("name", name);
        row.put("type", "Kaktus");
        row.put("alive", alive);
        row.put("last_seen", Instant.now().toString());
        row.put("version", "0.1.0");
        row.put("problems", List.of());
        row.put("serves", List.of());
        return row;
    }

    static Map<String, Object> kaktus(String region, String regionName, String zone, String zoneName, int instances) {
        var row = new LinkedHashMap<String, Object>();
        row.putAll(Map.of("noun", "kaktus", "id", "k-1", "name", "kaktus-a-1", "region", region));
        row.putAll(Map.of("region_name", regionName, "zone", zone, "zone_name", zoneName, "alive", true));
        row.putAll(Map.of("maintenance", false, "instances", instances));
        row.put(
                "measures",
                List.of(
                        Map.of("what", "vcpus", "total", 16, "used", 8),
                        Map.of("what", "memory", "total", 32L << 30, "used", 16L << 30)));
        return row;
    }

    static Map<String, Object> pool(String region, String regionName) {
        var row = new LinkedHashMap<String, Object>();
        row.putAll(Map.of("noun", "pool", "id", "pool-1", "name", "disks", "region", region));
        row.putAll(Map.of("region_name", regionName, "alive", true));
        row.put(
                "measures",
                List.of(Map.of("what", "storage", "total", 100L << 30, "used", 95L << 30, "promised", 50L << 30)));
        return row;
    }

    static Map<String, Object> deed(int id, String verb, String noun, String resource, String name, String result) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", id);
        row.put("at", Instant.now().toString());
        row.put("who_id", "user-1");
        row.put("who", "admin");
        row.put("key", "fake0001");
        row.put("address", "127.0.0.1");
        row.put("verb", verb);
        row.put("noun", noun);
        row.put("resource", resource);
        row.put("resource_name", name);
        row.put("decision", result.equals("REFUSED") ? "REFUSED" : "ALLOWED");
        row.put("result", result);
        return row;
    }

    static List<String> decisions(String state) {
        return switch (state) {
            case "ACCEPTED", "SUCCEEDED", "FAILED", "CANCELLED" -> List.of();
            case "ATTENTION" -> List.of("retry", "skip", "cancel");
            case "CANCELLING" -> List.of("retry");
            default -> List.of("retry", "cancel");
        };
    }
}
