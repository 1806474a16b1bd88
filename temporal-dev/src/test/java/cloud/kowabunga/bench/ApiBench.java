package cloud.kowabunga.bench;

import cloud.kowabunga.endtoend.Api;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * What {@code ./kowabunga bench api} prints, against a simulated platform that it has started. Arguments: the output of
 * {@code status -o json} as a file, the database's address, the file with its password, the port of {@link Bare}.
 */
public final class ApiBench {
    private static final int WARM_UP = 3000;
    private static final int TIMES = 3000;
    private static final int SEARCHES = 400;
    private static final double POINT_READ_P99_MS = 10;
    private static final double SEARCH_P95_MS = 200;
    private static final double AUTHENTICATION_MS = 1;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String kahuna;
    private final String bare;
    private final String admin;
    private final Region region;
    private final List<String> keys;

    private ApiBench(String kahuna, String bare, String admin, Region region, List<String> keys) {
        this.kahuna = kahuna + "/api/v1";
        this.bare = bare;
        this.admin = admin;
        this.region = region;
        this.keys = keys;
    }

    public static void main(String[] arguments) throws Exception {
        JsonNode status = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
        var admin =
                Files.readString(Path.of(status.path("adminKeyFile").asText())).strip();
        var region = Region.load(
                arguments[1], Files.readString(Path.of(arguments[2])).strip());
        var keys = keys(new Api(status.path("api").asText(), admin), region);
        new ApiBench(status.path("api").asText(), "http://127.0.0.1:" + arguments[3], admin, region, keys).run();
        System.exit(0);
    }

    /** A key for each user, made by Kahuna itself. */
    private static List<String> keys(Api api, Region region) {
        var keys = new ArrayList<String>();
        for (var user : region.users()) {
            keys.add(api.call("PATCH", "/user/" + user + "/token?expire=false", null)
                    .orFail()
                    .headers()
                    .firstValue("X-Kowabunga-Secret")
                    .orElseThrow());
        }
        return keys;
    }

    private void run() throws Exception {
        System.out.printf(
                "%n%d instances, %d volumes, %d adapters, %d users with keys; over HTTP, one kept connection a caller%n",
                region.instances().size(),
                region.volumes().size(),
                region.adapters().size(),
                keys.size());
        for (var atOnce : new int[] {1, 8}) {
            measure(atOnce);
        }
    }

    private void measure(int atOnce) throws Exception {
        System.out.printf(
                "%n%-58s %8s %8s %8s %8s %7s%n", atOnce + " at once", "p50 ms", "p95 ms", "p99 ms", "per s", "ratio");
        Supplier<HttpRequest> constant = () -> request(bare + Bare.PATH, admin);
        Supplier<HttpRequest> platform = () -> asUser("/platform");
        warm(atOnce, List.of(constant, platform, this::instance, this::volume, this::adapter));
        var floor = timed(atOnce, TIMES, constant);
        row("a bare endpoint that answers with a constant", floor, floor);
        var known = timed(atOnce, TIMES, platform);
        row("GET /platform: who calls, and next to nothing else", known, floor);
        var points = new ArrayList<Figures>();
        points.add(row("GET /instance/{id} by one of its users", timed(atOnce, TIMES, this::instance), floor));
        points.add(row("GET /volume/{id} by one of its users", timed(atOnce, TIMES, this::volume), floor));
        points.add(row("GET /adapter/{id} by the administrator", timed(atOnce, TIMES, this::adapter), floor));
        var searches = new ArrayList<Figures>();
        for (var search : searches()) {
            Supplier<HttpRequest> request = () -> search(search);
            timed(atOnce, 50, request);
            searches.add(row("GET /search/instances" + search, timed(atOnce, SEARCHES, request), floor));
        }
        timed(atOnce, 50, this::ownInstances);
        searches.add(row(
                "GET /search/instances?limit=100 by a user, of 400",
                timed(atOnce, SEARCHES, this::ownInstances),
                floor));
        if (atOnce == 1) {
            System.out.println();
            target("slowest point read, p99", worst(points, 99), POINT_READ_P99_MS);
            target("slowest search, p95", worst(searches, 95), SEARCH_P95_MS);
            target("authentication adds at most, p50", known.millis(50) - floor.millis(50), AUTHENTICATION_MS);
        }
    }

    private static List<String> searches() {
        return List.of(
                "?limit=100",
                "?limit=1000",
                "?project=P",
                "?state=shutoff",
                "?zone=bench-zone-1&state=running",
                "?name=web-1",
                "?name=nothing-like-it",
                "?after=I&limit=100",
                "?offset=15000&limit=100&sort=-memory,name",
                "?project=P&zone=bench-zone-2&state=running&name=cache&limit=50");
    }

    private HttpRequest search(String query) {
        return request(
                kahuna + "/search/instances"
                        + query.replace("=P", "=" + Region.anyProject())
                                .replace(
                                        "=I",
                                        "=" + Region.any(region.instances()).id()),
                admin);
    }

    private HttpRequest instance() {
        return owned("/instance/", Region.any(region.instances()));
    }

    private HttpRequest volume() {
        return owned("/volume/", Region.any(region.volumes()));
    }

    private HttpRequest owned(String path, Region.Owned object) {
        return request(kahuna + path + object.id(), keys.get(region.anyMember(object.team())));
    }

    private HttpRequest ownInstances() {
        return asUser("/search/instances?limit=100");
    }

    private HttpRequest adapter() {
        return request(kahuna + "/adapter/" + Region.any(region.adapters()), admin);
    }

    private HttpRequest asUser(String path) {
        return request(kahuna + path, keys.get(ThreadLocalRandom.current().nextInt(keys.size())));
    }

    private static HttpRequest request(String address, String key) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("X-API-Key", key)
                .build();
    }

    private void warm(int atOnce, List<Supplier<HttpRequest>> requests) throws Exception {
        for (var request : requests) {
            timed(atOnce, WARM_UP, request);
        }
    }

    private Figures timed(int atOnce, int times, Supplier<HttpRequest> requests) throws Exception {
        return Figures.of(times, atOnce, () -> {
            var request = requests.get();
            return () -> send(request);
        });
    }

    private long send(HttpRequest request) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        var took = System.nanoTime() - began;
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.statusCode());
        }
        return took;
    }

    private static Figures row(String what, Figures figures, Figures floor) {
        System.out.printf(
                "  %-56s %8.2f %8.2f %8.2f %8.0f %7.1f%n",
                what,
                figures.millis(50),
                figures.millis(95),
                figures.millis(99),
                figures.perSecond(),
                figures.millis(50) / floor.millis(50));
        return figures;
    }

    private static double worst(List<Figures> all, int percentile) {
        return all.stream()
                .mapToDouble(figures -> figures.millis(percentile))
                .max()
                .orElseThrow();
    }

    private static void target(String what, double is, double most) {
        System.out.printf("  %-40s %8.2f ms of %5.0f ms allowed: %s%n", what, is, most, is <= most ? "met" : "MISSED");
    }
}
