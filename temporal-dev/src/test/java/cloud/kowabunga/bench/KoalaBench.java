package cloud.kowabunga.bench;

import cloud.kowabunga.endtoend.Api;
import cloud.kowabunga.endtoend.Chromium;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code ./kowabunga bench koala} prints, against a simulated platform that it has started: how long a change takes from
 * PostgreSQL's commit to the screen of a real browser, and how long a list of 20,000 rows takes to show the rows that somebody scrolled
 * to. Arguments: the output of {@code status -o json} as a file, the database's address, the file with its password.
 */
public final class KoalaBench {
    private static final int CHANGES = 60;
    private static final int SCROLLS = 60;
    private static final int PATIENCE_MS = 20_000;
    private static final double TARGET_MS = 1000;

    /** Remembers when the state in the list's only row became another one. */
    private static final String WATCH = """
            () => {
              const grid = document.querySelector('vaadin-grid');
              const now = () => (grid.textContent.match(/Running|Off/) || ['?'])[0];
              let last = now();
              window.seen = [];
              new MutationObserver(() => {
                const text = now();
                if (text !== last) {
                  last = text;
                  window.seen.push([text, performance.timeOrigin + performance.now()]);
                }
              }).observe(grid, {subtree: true, childList: true, characterData: true});
            }""";

    /** Scrolls, and answers with the milliseconds until every row in sight is there. */
    private static final String SCROLL = """
            index => new Promise(done => {
              const grid = document.querySelector('vaadin-grid');
              const began = performance.now();
              grid.scrollToIndex(index);
              const look = () => {
                const there = grid._firstVisibleIndex !== undefined && !grid.loading;
                if (there && Math.abs(grid._firstVisibleIndex - index) < 60) {
                  done(performance.now() - began);
                } else {
                  requestAnimationFrame(look);
                }
              };
              requestAnimationFrame(look);
            })""";

    private final Api api;
    private final String koala;
    private final String key;
    private final Commits commits;

    private KoalaBench(JsonNode status, Commits commits) throws java.io.IOException {
        this.koala = status.path("koala").asText();
        this.key =
                Files.readString(Path.of(status.path("adminKeyFile").asText())).strip();
        this.api = new Api(status.path("api").asText(), key);
        this.commits = commits;
    }

    public static void main(String[] arguments) throws Exception {
        JsonNode status = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
        var password = Files.readString(Path.of(arguments[2])).strip();
        Region.load(arguments[1], password);
        try (var database = DriverManager.getConnection(arguments[1], "kowabunga", password);
                var chromium = Chromium.open()) {
            var bench = new KoalaBench(status, new Commits(database));
            bench.changes(chromium);
            bench.scrolls(chromium);
        }
        System.exit(0);
    }

    private void changes(Chromium chromium) throws SQLException {
        var instance = first();
        commits.record(instance);
        var page = chromium.signedIn(koala, key);
        page.navigate(koala + "/instances?name=first");
        page.waitForFunction("() => document.querySelector('vaadin-grid')?.textContent.includes('Running')");
        page.evaluate(WATCH);
        try (var events = new EventTimes(api, instance)) {
            var screen = new ArrayList<Double>();
            var stream = new ArrayList<Double>();
            for (var change = 0; change < CHANGES; change++) {
                var off = change % 2 == 0;
                api.call("PATCH", "/instance/%s/%s".formatted(instance, off ? "stop" : "start"), null)
                        .orFail();
                var committed = commits.last(off ? "SHUTOFF" : "RUNNING");
                screen.add(shown(page, off ? "Off" : "Running") - committed);
                stream.add(events.after(committed) - committed);
            }
            System.out.printf(
                    "%nFrom PostgreSQL's commit, over %d changes of an instance's state, with %d instances in the database%n",
                    CHANGES, count());
            print("to the event stream of a script", stream);
            print("to the row on the screen of Chromium", screen);
            System.out.printf(
                    Locale.ROOT,
                    "  ratio of the screen to the stream       %.1f (p50)   target: p95 at most %.0f ms: %s%n",
                    at(screen, 50) / Math.max(0.1, at(stream, 50)),
                    TARGET_MS,
                    at(screen, 95) <= TARGET_MS ? "met" : "MISSED");
        }
    }

    private String first() {
        for (var row : api.get("/search/instances?name=first")) {
            if (row.path("name").asText().equals("first")) {
                return row.path("id").asText();
            }
        }
        throw new IllegalStateException("The simulated platform has no instance 'first'.");
    }

    private int count() throws SQLException {
        return commits.instances();
    }

    /** When the screen showed that state, and forgets it. Milliseconds since 1970. */
    private static double shown(Page page, String state) {
        page.waitForFunction(
                "state => window.seen.some(seen => seen[0] === state)",
                state,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MS));
        return ((Number) page.evaluate(
                        "state => { const found = window.seen.find(seen => seen[0] === state)[1]; window.seen = []; return found; }",
                        state))
                .doubleValue();
    }

    private void scrolls(Chromium chromium) throws SQLException {
        var page = chromium.signedIn(koala, key);
        page.navigate(koala + "/instances");
        page.waitForFunction("() => document.querySelector('vaadin-grid')?.textContent.includes('Running')");
        var total = count();
        var took = new ArrayList<Double>();
        for (var scroll = 0; scroll < SCROLLS; scroll++) {
            var index = ThreadLocalRandom.current().nextInt(total - 100);
            took.add(((Number) page.evaluate(SCROLL, index)).doubleValue());
        }
        System.out.printf(
                "%nA jump to anywhere in the list of all instances, until its rows are there, %d times%n", SCROLLS);
        print("rows on the screen", took);
        page.close();
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "  %-38s p50 %6.0f ms   p95 %6.0f ms   most %6.0f ms%n",
                what,
                at(millis, 50),
                at(millis, 95),
                at(millis, 100));
    }

    private static double at(List<Double> millis, int percentile) {
        var sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)];
    }
}
