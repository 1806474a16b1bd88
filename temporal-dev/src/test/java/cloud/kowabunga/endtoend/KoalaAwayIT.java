package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.enterKey;
import static cloud.kowabunga.endtoend.Chromium.soon;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser shows while Kahuna, Koala or its own connection is away, and when they are back. */
@ExtendWith({Platform.Simulated.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoalaAwayIT {
    private static final String AWAY = "Kahuna has not answered since";
    private static final String ENDED = "Your session has ended. Sign in again to go on.";
    private static final double PATIENCE_MS = 60_000;

    private final Chromium chromium;

    KoalaAwayIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void kahuna_is_killed_and_both_tabs_say_so_and_follow_again(Platform platform) {
        var first = instances(platform);
        var second = first.context().newPage();
        second.navigate(first.url());
        showsState(second, "Running");
        platform.kill("kahuna");
        soon(first.getByText(AWAY));
        soon(second.getByText(AWAY));
        platform.start("kahuna");
        gone(first, AWAY);
        gone(second, AWAY);
        power(platform, "stop");
        showsState(first, "Off");
        showsState(second, "Off");
        power(platform, "start");
        showsState(first, "Running");
    }

    @Test
    void a_reload_changes_nothing(Platform platform) {
        var page = instances(platform);
        page.reload();
        showsState(page, "Running");
        assertThat(page.url()).endsWith("/instances?name=first");
    }

    @Test
    void a_browser_without_a_network_catches_up(Platform platform) {
        var page = instances(platform);
        page.context().setOffline(true);
        power(platform, "stop");
        page.context().setOffline(false);
        showsState(page, "Off");
        power(platform, "start");
        showsState(page, "Running");
    }

    @Test
    void after_a_restart_of_koala_one_signs_in_again_and_is_where_one_was(Platform platform) {
        var page = instances(platform);
        platform.kill("koala");
        soon(page.getByText(Pattern.compile("connection lost", Pattern.CASE_INSENSITIVE)));
        platform.start("koala");
        soon(page.getByText(ENDED));
        enterKey(page, key(platform));
        showsState(page, "Running");
        assertThat(page.url()).endsWith("/instances?name=first");
    }

    @Test
    void a_window_that_nobody_touches_is_signed_out_after_the_time_that_is_configured(Platform platform) {
        platform.configure("koala", "server.servlet.session.timeout: 1m\n");
        try {
            var page = instances(platform);
            assertThat(page.getByText(ENDED))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(3 * PATIENCE_MS));
            enterKey(page, key(platform));
            showsState(page, "Running");
            assertThat(page.url()).endsWith("/instances?name=first");
        } finally {
            platform.configure("koala", "");
        }
    }

    private Page instances(Platform platform) {
        var koala = platform.status().path("koala").asText();
        var page = chromium.signedIn(koala, key(platform));
        page.navigate(koala + "/instances?name=first");
        showsState(page, "Running");
        return page;
    }

    private static String key(Platform platform) {
        return Platform.read(Path.of(platform.status().path("adminKeyFile").asText()));
    }

    private static void power(Platform platform, String action) {
        var api = platform.api();
        var instance = api.get("/search/instances?name=first").get(0).path("id").asText();
        api.call("PATCH", "/instance/%s/%s".formatted(instance, action), null).orFail();
    }

    private static void showsState(Page page, String state) {
        assertThat(page.locator("vaadin-grid").first())
                .containsText(state, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    }

    private static void gone(Page page, String text) {
        assertThat(page.getByText(text)).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MS));
    }
}
