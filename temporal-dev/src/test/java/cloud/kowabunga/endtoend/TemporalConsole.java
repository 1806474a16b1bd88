package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Temporal's own console under the hands of an operator who may read payloads. Of each dialog a picture is taken before it is confirmed. */
record TemporalConsole(Page page, String address, Pictures pictures) {
    private static final double PATIENCE_MS = 60_000;

    static TemporalConsole signedIn(Chromium chromium, Platform platform) {
        var page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(Pictures.WIDTH, Pictures.HEIGHT))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(platform.status().path("api").asText() + "/codec");
        page.locator("input[name=key]").fill(Platform.read(platform.home().resolve("secrets/admin-key")));
        page.locator("button").click();
        soon(page.getByText("Signed in."));
        return new TemporalConsole(page, platform.status().path("temporal").asText(), Pictures.of(platform));
    }

    /** The history of an operation in the console at this address. */
    static String history(String address, JsonNode operation) {
        return "%s/namespaces/kowabunga/workflows/%s/%s/history"
                .formatted(
                        address,
                        URLEncoder.encode(operation.path("workflow_id").asText(), StandardCharsets.UTF_8),
                        operation.path("run_id").asText());
    }

    TemporalConsole open(JsonNode operation) {
        page.navigate(history(address, operation));
        return this;
    }

    /** Takes a picture of the page with the menu of all that can be done. */
    TemporalConsole show(String picture) {
        openMenu();
        soon(page.locator("[data-testid=terminate-button]:visible"));
        pictures.take(page, picture);
        page.keyboard().press("Escape");
        return this;
    }

    void cancel() {
        page.getByText("Request Cancellation").locator("visible=true").first().click();
        confirm("cancel");
    }

    /** @param name one of those that the console offers */
    void signal(String name) {
        choose("signal");
        dialog().getByTestId("signal-select-button").click();
        option(name, 0);
        confirm("signal");
    }

    /** @param name one of those that the console offers */
    void update(String name) {
        choose("update");
        dialog().getByTestId("update-select-button").click();
        option(name, 0);
        confirm("update");
    }

    /** @param task which of the completed workflow tasks to go back to, from 0 */
    void reset(int task, String reason) {
        choose("reset");
        dialog().getByTestId("workflow-reset-event-id-select-button").click();
        option("WorkflowTaskCompleted", task);
        dialog().getByTestId("reset-reason").fill(reason);
        confirm("reset");
    }

    void terminate(String reason) {
        choose("terminate");
        dialog().getByTestId("workflow-termination-reason").fill(reason);
        confirm("terminate");
    }

    private void choose(String action) {
        openMenu();
        page.locator("[data-testid=" + action + "-button]:visible").click();
    }

    private void openMenu() {
        page.locator("button[aria-controls=workflow-actions]:visible").click();
    }

    private void option(String name, int which) {
        dialog().locator("[role=option]:visible")
                .filter(new Locator.FilterOptions().setHasText(name))
                .nth(which)
                .click();
    }

    private void confirm(String dialog) {
        pictures.take(dialog(), "temporal-" + dialog);
        dialog().getByTestId("confirm-modal-button").click();
        assertThat(dialog()).hasCount(0);
    }

    private Locator dialog() {
        return page.locator("dialog:visible");
    }
}
