package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Kahuna's half of the wire, over HTTP, with everything in memory. Proved by the same contract as the real one. */
public final class FakeKahuna implements AutoCloseable {
    public static final String KEY = "kow_fake0001_0123456789012345678901234567890123456789012";
    public static final String EMAIL = "ada@example.org";
    public static final String PASSWORD = "a long password";
    /** Good once, to choose the password of the person who asks. */
    public static final String TOKEN = "fake-token-of-a-mail";

    static final String JWT = "fake.jwt.signature";
    private static final String BASE = "/api/v1";

    private final FakePlatform platform;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, String> decisions = new ConcurrentHashMap<>();
    private final FakeCatalog catalog;
    private final FakeAudit audit;
    private final FakeBulk bulk;
    private final FakeTenancy tenancy;
    private final FakeSignIn signIn;
    private final AtomicInteger consoles = new AtomicInteger();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private volatile boolean simulated;
    private volatile String key = KEY;
    private volatile Duration pace = Duration.ZERO;

    private FakeKahuna(FakePlatform platform, int port) throws IOException {
        this.platform = platform;
        this.catalog = new FakeCatalog(platform);
        this.audit = new FakeAudit(platform);
        this.bulk = new FakeBulk(platform);
        this.tenancy = new FakeTenancy(platform);
        this.signIn = new FakeSignIn(platform);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(threads);
        server.createContext(BASE, this::serve);
        server.start();
    }

    /** Listens on loopback; port 0 takes a free one. */
    public static FakeKahuna start(FakePlatform platform, int port) {
        try {
            return new FakeKahuna(platform, port);
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be listened on.", e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void simulated(boolean now) {
        simulated = now;
    }

    /** From now on another key is the good one, and streams of the old one end. */
    public void rotateKey(String newKey) {
        key = newKey;
    }

    /** How long each step of an operation takes that somebody orders here. */
    public void pace(Duration perStep) {
        pace = perStep;
    }

    /** How often that was asked for, such as {@code GET /search/agents}. */
    public int calls(String call) {
        return calls.getOrDefault(call, 0);
    }

    /** The addresses of those who said that they forgot their password. */
    public List<String> forgotten() {
        return signIn.forgotten();
    }

    /** What was last decided about the operation. */
    public String decided(String operation) {
        return decisions.getOrDefault(operation, "");
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(BASE.length());
        var call = exchange.getRequestMethod() + " " + path;
        calls.merge(call, 1, Integer::sum);
        if (signIn.answers(exchange, call)) {
            return;
        }
        if (!known(exchange)) {
            FakeWire.refuse(exchange, 401, "Unauthorized", "This key or session is not known, or not any more.");
            return;
        }
        var caller = FakeRights.of(platform.role());
        if (!caller.may(HttpMethod.valueOf(exchange.getRequestMethod()), path)) {
            FakeWire.refuse(
                    exchange,
                    403,
                    "Forbidden",
                    "ada has the role %s; a superAdmin is needed for this.".formatted(caller.role()));
            return;
        }
        var parts = path.substring(1).split("/", -1);
        switch (parts[0]) {
            case "whoami" -> FakeWire.answer(exchange, 200, caller);
            case "platform" ->
                FakeWire.answer(
                        exchange,
                        200,
                        Map.of(
                                "version",
                                "0.1.0",
                                "simulated",
                                simulated,
                                "temporal_console",
                                "http://127.0.0.1:8482"));
            case "search" -> search(exchange, parts);
            case "operation" -> operation(exchange, parts);
            case "events" -> stream(exchange, change -> change, _ -> false);
            case "instance" -> instance(exchange, parts);
            case "kompute" -> kompute(exchange, parts);
            case "audit" -> audit.read(exchange, platform.role().equals("user"));
            case "bulk" -> bulk.run(exchange);
            case "logout" -> FakeWire.answer(exchange, 204, null);
            default -> {
                if (path.endsWith("/members")) {
                    tenancy.members(exchange, parts[1]);
                } else {
                    catalog.order(exchange, parts);
                }
            }
        }
    }

    private boolean known(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        return key.equals(headers.getFirst("X-API-Key")) || ("Bearer " + JWT).equals(headers.getFirst("Authorization"));
    }

    private void search(HttpExchange exchange, String[] parts) throws IOException {
        if (parts[1].equals("agents")) {
            FakeWire.answer(exchange, 200, platform.agents());
            return;
        }
        if (parts[1].equals("capacity")) {
            FakeWire.answer(exchange, 200, platform.capacity());
            return;
        }
        if (parts[1].equals("projects")) {
            tenancy.projects(exchange);
            return;
        }
        var query = FakeWire.query(exchange);
        if (parts[1].equals("resources")) {
            var part = query.getOrDefault("name", "").toLowerCase(Locale.ROOT);
            FakeWire.list(
                    exchange,
                    platform.names(query.getOrDefault("noun", "")),
                    row -> FakeWire.text(row, "name").toLowerCase(Locale.ROOT).contains(part)
                            && FakeWire.matches(row, "parent", query)
                            && FakeWire.matches(row, "id", query)
                            && FakeWire.matches(row, "kompute", query));
            return;
        }
        var name = query.getOrDefault("name", "").toLowerCase(Locale.ROOT);
        FakeWire.list(
                exchange,
                platform.instances(),
                row -> FakeWire.text(row, "name").toLowerCase(Locale.ROOT).contains(name)
                        && FakeWire.matches(row, "state", query)
                        && FakeWire.matches(row, "id", query)
                        && FakeWire.matches(row, "kaktus", query));
    }

    private void operation(HttpExchange exchange, String[] parts) throws IOException {
        if (parts.length == 1) {
            operations(exchange, FakeWire.query(exchange));
            return;
        }
        var found = platform.operation(parts[1]);
        if (found.isEmpty()) {
            FakeWire.refuse(exchange, 404, "Not Found", "There is no operation '" + parts[1] + "'.");
        } else if (parts.length == 2) {
            FakeWire.answer(exchange, 200, found.get());
        } else if (parts[2].equals("events")) {
            stream(
                    exchange,
                    change -> parts[1].equals(change.get("id"))
                            ? platform.operation(parts[1]).orElseThrow()
                            : null,
                    row -> over(FakeWire.text(row, "state")));
        } else if (over(FakeWire.text(found.get(), "state"))) {
            FakeWire.refuse(
                    exchange, 409, "Conflict", "The operation is over; nothing can be decided about it any more.");
        } else {
            decisions.put(parts[1], parts[2]);
            FakeWire.answer(exchange, 202, found.get());
        }
    }

    private void operations(HttpExchange exchange, Map<String, String> query) throws IOException {
        Predicate<Map<String, Object>> wanted = row -> FakeWire.matches(row, "state", query)
                && FakeWire.matches(row, "noun", query)
                && FakeWire.matches(row, "resource", query)
                && FakeWire.matches(row, "parent", query)
                && FakeWire.matches(row, "overdue", query)
                && within(row, query.get("within"));
        if (!"true".equals(query.get("latest"))) {
            FakeWire.list(exchange, platform.operations(), wanted);
            return;
        }
        var latest = new LinkedHashMap<String, Map<String, Object>>();
        platform.operations().stream().filter(wanted).forEach(row -> {
            var first = latest.computeIfAbsent(FakeWire.text(row, "resource"), _ -> row);
            first.merge("operations", 1, (all, more) -> (Integer) all + (Integer) more);
        });
        FakeWire.list(exchange, List.copyOf(latest.values()), _ -> true);
    }

    private static boolean within(Map<String, Object> row, @Nullable String place) {
        return place == null || (row.get("places") instanceof List<?> places && places.contains(place));
    }

    private static boolean over(String state) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
    }

    /** Each change as an event, until one says that it is the last. */
    private void stream(
            HttpExchange exchange,
            java.util.function.Function<Map<String, Object>, @Nullable Map<String, Object>> body,
            Predicate<Map<String, Object>> last)
            throws IOException {
        var mine = exchange.getRequestHeaders().getFirst("X-API-Key");
        var queue = new LinkedBlockingQueue<Map<String, Object>>();
        var path = exchange.getRequestURI().getPath().split("/", -1);
        if (path.length > 5) {
            queue.add(Map.of("noun", "operation", "id", path[4]));
        }
        // Before anybody can know that the stream is open, so that no change falls between.
        var stop = platform.listen(queue::add);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            while (closed.getCount() > 0 && (mine == null || mine.equals(key))) {
                var change = queue.poll(100, TimeUnit.MILLISECONDS);
                var data = change == null ? null : body.apply(change);
                if (data == null) {
                    continue;
                }
                var event = "event: %s\ndata: %s\n\n"
                        .formatted(change.get("noun"), WireJson.MAPPER.writeValueAsString(data));
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (last.test(data)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
        }
    }

    private void kompute(HttpExchange exchange, String[] parts) throws IOException {
        if (parts.length < 3) {
            catalog.order(exchange, parts);
            return;
        }
        var operation = platform.addPowerOfKompute(PowerAction.of(parts[2]).orElseThrow(), parts[1]);
        FakeWire.answer(exchange, 202, platform.operation(operation).orElseThrow());
    }

    private void instance(HttpExchange exchange, String[] parts) throws IOException {
        var instance = platform.instance(parts[1]);
        if (instance.isEmpty()) {
            FakeWire.refuse(exchange, 404, "Not Found", "There is no instance '" + parts[1] + "'.");
        } else if (exchange.getRequestMethod().equals("PUT")) {
            catalog.changeInstance(exchange, parts[1]);
        } else if (parts.length == 2) {
            FakeWire.answer(exchange, 200, instance.get());
        } else if (parts[2].equals("connect")) {
            connect(exchange, instance.get());
        } else {
            power(exchange, parts, instance);
        }
    }

    private void power(HttpExchange exchange, String[] parts, Optional<Map<String, Object>> instance)
            throws IOException {
        var action = PowerAction.of(parts[2]).orElseThrow();
        var state = InstanceState.valueOf(FakeWire.text(instance.get(), "state").toUpperCase(Locale.ROOT));
        if (!action.allowedIn(state)) {
            FakeWire.refuse(
                    exchange,
                    422,
                    "Unprocessable Entity",
                    "Instance '%s' is %s: it cannot %s now."
                            .formatted(FakeWire.text(instance.get(), "name"), state.wire(), parts[2]));
            return;
        }
        var operation = platform.addPower(action, parts[1]);
        platform.preferred(operation, exchange.getRequestHeaders().getFirst("Prefer"));
        exchange.getResponseHeaders().set("Location", BASE + "/operation/" + operation);
        FakeWire.answer(exchange, 202, platform.operation(operation).orElseThrow());
        threads.execute(() -> run(operation, parts[1], action));
    }

    private void connect(HttpExchange exchange, Map<String, Object> instance) throws IOException {
        if (FakeWire.text(instance, "state").equals("shutoff")) {
            FakeWire.refuse(
                    exchange,
                    422,
                    "Unprocessable Entity",
                    "Instance '%s' is shutoff: start it, then it has a console."
                            .formatted(FakeWire.text(instance, "name")));
            return;
        }
        FakeWire.answer(exchange, 200, Map.of("url", address() + "/console/" + consoles.incrementAndGet()));
    }

    private void run(String operation, String instance, PowerAction action) {
        platform.setOperation(operation, Map.of("state", "RUNNING"));
        for (var step : List.of("Check the order", "Switch the machine", "Write down the state")) {
            var queue = step.startsWith("Switch") ? "kaktus/k-1" : "";
            platform.step(operation, step, queue, Map.of("state", "RUNNING"));
            if (pause()) {
                return;
            }
            platform.step(operation, step, queue, Map.of("state", "DONE"));
        }
        platform.setInstance(instance, Map.of("state", action.target().wire()));
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
    }

    /** Whether the server has been closed meanwhile. */
    private boolean pause() {
        try {
            return closed.await(pace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
