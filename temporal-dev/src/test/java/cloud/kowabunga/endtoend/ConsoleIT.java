package cloud.kowabunga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The serial console of the first instance, in a real browser, through Kahuna, tunnel, agent and libvirt, to its guest's shell. */
@ExtendWith({Platform.Shared.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final double PATIENCE_MS = 60_000;

    private final Chromium chromium;

    ConsoleIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void a_command_is_typed_and_its_answer_shown_and_the_policy_lets_the_page_work(Platform platform) {
        var page = chromium.browser().newContext().newPage();
        var complaints = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        var address = address(platform);
        page.navigate(address);
        answers(page, "typed");
        assertThat(page.url()).endsWith("/console/again");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(platform.root().resolve("temporal-dev/target/console.png")));

        page.reload();
        answers(page, "reloaded");
        assertThat(complaints).isEmpty();

        var late = chromium.browser().newContext().newPage();
        late.navigate(address);
        ends(late, "used already");
    }

    @Test
    void the_second_one_takes_over_and_the_first_one_takes_it_back(Platform platform) {
        var first = opened(platform);
        answers(first, "first");
        var second = opened(platform);
        answers(second, "second");

        ends(first, "opened this console elsewhere");
        again(first);
        answers(first, "back");
        ends(second, "opened this console elsewhere");
    }

    @Test
    void koala_leads_to_it(Platform platform) {
        var page = chromium.signedIn(platform);
        page.getByText("first", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        var console = page.waitForPopup(() -> page.locator("a#console").click());
        answers(console, "from Koala");
    }

    @Test
    void whoever_is_killed_it_ends_with_a_sentence_and_is_opened_again(Platform platform) {
        var page = opened(platform);
        answers(page, "before");
        for (var victim : List.of("agent-k1", "kahuna")) {
            platform.kill(victim);
            ends(page, victim.equals("kahuna") ? "Kahuna" : "agent");
            platform.start(victim);
            again(page);
            answers(page, "after " + victim);
        }
    }

    private Page opened(Platform platform) {
        var page = chromium.browser().newContext().newPage();
        page.navigate(address(platform));
        return page;
    }

    private static String address(Platform platform) {
        var api = platform.api();
        var instance = api.named("/instance", "instance", "first").path("id").asText();
        return api.get("/instance/" + instance + "/connect").path("url").asText();
    }

    /** Waits for the guest's prompt, types a sum and reads its result, which nobody typed. */
    private static void answers(Page page, String word) {
        assertThat(page.locator("#sentence"))
                .hasAttribute(
                        "data-state", "open", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS));
        page.keyboard().press("Enter");
        soon(screen(page), Pattern.compile("# "));
        page.keyboard().type("echo " + word + " $((40 + 2))");
        page.keyboard().press("Enter");
        soon(screen(page), Pattern.compile(word + " 42"));
    }

    private static void ends(Page page, String words) {
        assertThat(page.locator("#sentence[data-state=ended]"))
                .containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    }

    /** Presses the button until it is open; an agent or a Kahuna takes a moment to be back. */
    private static void again(Page page) {
        var tries = 0;
        var open = page.locator("#sentence[data-state=open]");
        while (open.count() == 0) {
            assertThat(tries++).isLessThan(10);
            page.locator("#again").click();
            page.locator("#sentence[data-state=open], #sentence[data-state=ended]")
                    .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
        }
    }

    private static Locator screen(Page page) {
        return page.locator(".xterm-rows");
    }

    private static void soon(Locator shown, Pattern text) {
        // A terminal pads with unbreakable blanks.
        assertThat(shown)
                .containsText(
                        Pattern.compile(text.pattern().replace(" ", "\\s")),
                        new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    }
}
