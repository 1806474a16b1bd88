package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.enterKey;
import static cloud.kowabunga.endtoend.Chromium.soon;
import static cloud.kowabunga.endtoend.Chromium.soonOverview;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Koala in a real browser, on the real Kahuna. */
@ExtendWith({Platform.Shared.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoalaIT {
    private final Chromium chromium;

    KoalaIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void a_wrong_key_is_refused_with_a_sentence(Platform platform) {
        var page = chromium.signInPage(platform);
        enterKey(page, "kow_00000000_0000000000000000000000000000000000000000000");
        soon(page.getByText("Kahuna does not know these credentials."));
    }

    @Test
    void the_administrator_signs_in_with_e_mail_and_password(Platform platform) {
        var page = chromium.signInPage(platform);
        page.locator("vaadin-email-field input").fill("admin@localhost");
        page.locator("vaadin-password-field:visible input")
                .first()
                .fill(Platform.read(platform.home().resolve("secrets/admin-password")));
        page.locator("#user-sign-in").click();
        soonOverview(page);
    }

    @Test
    void the_list_shows_the_first_instance_with_its_state_and_address(Platform platform) {
        var page = chromium.signedIn(platform);
        soon(page.getByText("first", new Page.GetByTextOptions().setExact(true)));
        soon(page.getByText("10.90.0.10"));
        soon(page.locator("vaadin-grid-cell-content:visible")
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("^\\s*running\\s*$", Pattern.CASE_INSENSITIVE))));
    }

    @Test
    void the_steps_of_a_creation_move_without_a_reload(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("watched");
        var adapter = machines.adapter("watched");
        platform.hold("before-Hypervisor.Define");
        var operation = machines.begin("watched", volume, adapter);
        try {
            var page = chromium.signedIn(platform);
            page.navigate(platform.status().path("koala").asText() + "/operations/"
                    + operation.path("id").asText());
            soon(page.getByText("Define machine of watched on kaktus k1"));
            page.evaluate("window.neverReloaded = true");
            platform.release("before-Hypervisor.Define");
            soon(page.getByText("Start machine of watched on kaktus k1"));
            soon(page.getByText(Pattern.compile("succeeded", Pattern.CASE_INSENSITIVE)));
            assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        } finally {
            platform.release("before-Hypervisor.Define");
        }
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    @Test
    void a_creation_that_broke_is_mended_and_retried_and_the_machine_runs(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("retried");
        var vnet = machines.vnet("retried-net", "kowretry", "10.98.9.0/24", "10.98.9.1");
        var adapter = machines.adapterIn("retried", vnet);
        var koala = koala(platform);
        order(koala, "retried").pausing().save();
        koala.sees("has no bridge 'kowretry'");

        platform.makeBridge("kowretry");
        koala.press("retry");
        koala.sees("Start machine of retried on kaktus k1");
        koala.seesState("Succeeded");
        koala.sees("attempt 2");
        koala.open("instances?name=retried");
        koala.seesState("Running");

        var instance = machines.named("retried");
        assertThat(platform.domains()).contains("kowabunga-" + instance);
        machines.delete(instance, volume, adapter);
        var subnet = machines.api().ids("/vnet/" + vnet + "/subnets").getFirst();
        machines.api().call("DELETE", "/subnet/" + subnet, null).orFail();
        machines.api().call("DELETE", "/vnet/" + vnet, null).orFail();
    }

    @Test
    void a_creation_is_cancelled_in_the_middle_and_leaves_nothing(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("let-go");
        var adapter = machines.adapter("let-go");
        var domains = platform.domains("--all");
        platform.hold("after-Hypervisor.Define");
        try {
            var koala = koala(platform);
            order(koala, "let-go").save();
            koala.sees("Define machine of let-go on kaktus k1");
            koala.press("cancel");
            koala.page().getByText("Cancel operation").click();
            koala.sees("Cancel operation by admin");
            platform.release("after-Hypervisor.Define");
            koala.seesState("Cancelled");
        } finally {
            platform.release("after-Hypervisor.Define");
        }
        assertThat(platform.domains("--all")).isEqualTo(domains);
        machines.api().call("DELETE", "/volume/" + volume, null).orFail();
        machines.api().call("DELETE", "/adapter/" + adapter, null).orFail();
    }

    private KoalaForms koala(Platform platform) {
        return new KoalaForms(
                chromium.signedIn(platform), platform.status().path("koala").asText());
    }

    /** The form for an instance whose volume and adapter are called as itself. */
    private static KoalaForms order(KoalaForms koala, String name) {
        return koala.make("instances")
                .choose("project", "demo")
                .choose("zone", "basement-a")
                .type("name", name)
                .type("vcpus", "1")
                .type("memory", "0.125")
                .choose("volumes", name)
                .choose("adapters", name);
    }
}
