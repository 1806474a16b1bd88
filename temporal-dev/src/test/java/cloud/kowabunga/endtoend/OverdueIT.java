package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operation that takes longer than it should is told everywhere and ended nowhere. */
@ExtendWith({Platform.Simulated.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverdueIT {
    private static final String STEP = "before-BlockStore.Create";
    private static final String METRIC = "kowabunga_operations_overdue";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Chromium chromium;
    private final HttpClient http = HttpClient.newHttpClient();
    private Platform platform;

    OverdueIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void give_volumes_three_seconds(Platform given) {
        platform = given;
        platform.configure("kahuna", "kahuna.deadlines: {CreateVolume: 3s}\n");
    }

    @AfterAll
    void give_them_their_time_again() {
        platform.configure("kahuna", "");
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void what_takes_too_long_alarms_and_goes_on_to_its_end() throws IOException {
        var machines = Machines.in(platform);
        var page = overview();
        var banner = page.locator("#overdue");
        assertThat(banner.innerText()).isBlank();
        platform.hold(STEP);
        try {
            var operation = machines.beginEmptyVolume("late");
            assertThat(toldByItsStream(machines.api(), operation)).contains("\"state\":\"RUNNING\"");
            await("the metric").atMost(PATIENCE).until(() -> metric() == 1);
            assertThat(log()).contains("CreateVolume of late should have ended at");
            soon(page.getByText("Create volume late takes longer than it should."));
            banner.locator("a").click();
            soon(page.locator("vaadin-grid").getByText("late"));
            page.navigate(platform.status().path("koala").asText() + "/operations/"
                    + operation.path("id").asText());
            soon(page.getByText("and goes on. Nothing ends it but a decision of yours."));

            platform.release(STEP);
            machines.ends(operation, "SUCCEEDED");
            await("the alarm is over").atMost(PATIENCE).until(() -> metric() == 0);
            PlaywrightAssertions.assertThat(banner.getByText("takes longer than it should"))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout((double) PATIENCE.toMillis()));
            machines.api()
                    .call("DELETE", "/volume/" + operation.path("resource").asText(), null)
                    .orFail();
        } finally {
            platform.release(STEP);
        }
    }

    private Page overview() {
        var koala = platform.status().path("koala").asText();
        var page = chromium.signedIn(koala, Platform.read(platform.home().resolve("secrets/admin-key")));
        page.navigate(koala);
        Chromium.soonOverview(page);
        return page;
    }

    /** What the operation's own stream says when the alarm is raised: nothing else happens to it meanwhile. */
    private static String toldByItsStream(Api api, JsonNode operation) throws IOException {
        try (var lines = api.lines("/operation/" + operation.path("id").asText() + "/events")) {
            return lines.filter(line -> line.contains("\"overdue\":true"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private double metric() {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + platform.setting("KOW_KAHUNA_MANAGEMENT_PORT") + "/actuator/prometheus"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(METRIC))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String log() {
        return Platform.read(platform.home().resolve("logs/kahuna.log"));
    }
}
