package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The day of an operator who knows nothing of the code, in the browser alone: from a new data center to the audit. */
@ExtendWith({Platform.Simulated.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorStoryIT {
    private static final String EMAIL = "olga@example.org";
    private static final String PASSWORD = "a password of her own";

    private final Chromium chromium;
    private Platform platform;
    private KoalaForms koala;

    OperatorStoryIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void open_koala(Platform given) {
        platform = given;
        koala = new KoalaForms(
                chromium.signInPage(platform), platform.status().path("koala").asText());
    }

    @Test
    void an_operator_makes_a_data_center_mends_what_broke_in_it_and_reads_who_did_what() {
        hire();
        signIn();
        makePlaces();
        try (var agent = joinAgent()) {
            makeKaktus();
            makeNetwork();
            makeParts();
            orderInstance();
            seeWhyItStandsStill();
            agent.reconfigure(config -> config + "bridges: [kowattic]\n");
            retry();
            seeWhatIsUsed();
            deleteInBulk();
            readWhoDidWhat();
        }
    }

    /** With the key that the platform made at its first start. */
    private void hire() {
        var page = koala.page();
        page.setViewportSize(1280, 1200);
        Chromium.enterKey(page, Platform.read(platform.home().resolve("secrets/admin-key")));
        Chromium.soonOverview(page);
        koala.make("catalog/user")
                .type("name", "olga")
                .type("email", EMAIL)
                .pick("role", "superAdmin")
                .save();
        koala.sees(EMAIL);
        koala.press("set-password");
        page.locator("#password input").fill(PASSWORD);
        page.locator("#again input").fill(PASSWORD);
        koala.press("set");
        koala.sees("The password of olga is set.");
        page.locator(".account").click();
        page.getByText("Sign out").click();
        soon(page.locator("#user-sign-in"));
    }

    private void signIn() {
        var page = koala.page();
        page.locator("vaadin-email-field input").fill(EMAIL);
        page.locator("vaadin-password-field:visible input").first().fill(PASSWORD);
        page.locator("#user-sign-in").click();
        Chromium.soonOverview(page);
    }

    private void makePlaces() {
        koala.make("catalog/region")
                .type("name", "attic")
                .type("domain", "attic.example.org")
                .save();
        koala.sees("attic.example.org");
        koala.make("catalog/zone")
                .choose("region", "attic")
                .type("name", "attic-a")
                .save();
        koala.sees("attic-a");
    }

    private AgentProgram joinAgent() {
        koala.make("catalog/agent").type("name", "attic-1").save();
        koala.sees("It has never come.");
        koala.press("new-key");
        koala.confirm("attic-1");
        var key = koala.page().locator("#secret").innerText().strip();
        var commands = koala.page().locator("#join").innerText();
        var agent = AgentProgram.join(platform, key, commands);
        koala.page().getByText("I have it").click();
        koala.seesState("Alive");
        return agent;
    }

    private void makeKaktus() {
        koala.make("catalog/kaktus")
                .choose("zone", "attic-a")
                .type("name", "attic-1")
                .choose("agents", "attic-1")
                .save();
        koala.sees("attic-1");
        koala.make("catalog/pool")
                .choose("region", "attic")
                .type("name", "attic-disks")
                .type("pool", "local")
                .choose("agents", "attic-1")
                .save();
        koala.sees("attic-disks");
        koala.make("catalog/template")
                .choose("pool", "attic-disks")
                .type("name", "attic-linux")
                .type("source", "/images/linux.qcow2")
                .save();
        koala.seesState("Succeeded");
    }

    private void makeNetwork() {
        koala.make("catalog/vnet")
                .choose("region", "attic")
                .type("name", "attic-net")
                .type("interface", "kowattic")
                .save();
        koala.sees("kowattic");
        koala.make("catalog/subnet")
                .choose("vnet", "attic-net")
                .type("name", "attic-subnet")
                .type("cidr", "10.97.0.0/24")
                .type("gateway", "10.97.0.1")
                .save();
        koala.sees("10.97.0.0/24");
    }

    private void makeParts() {
        koala.make("catalog/team")
                .type("name", "bakers")
                .choose("users", "olga")
                .save();
        koala.sees("bakers");
        koala.make("catalog/project")
                .type("name", "bakery")
                .choose("regions", "attic")
                .choose("teams", "bakers")
                .type("quotas.vcpus", "4")
                .save();
        koala.sees("Quota, use and cost");
        koala.sees("Members (1)");
        volume("bakery-os").choose("templateId", "attic-linux").save();
        koala.seesState("Succeeded");
        volume("bakery-flour").pick("type", "raw").save();
        koala.seesState("Succeeded");
        volume("bakery-sugar").pick("type", "raw").save();
        koala.seesState("Succeeded");
        koala.make("catalog/adapter")
                .choose("subnet", "attic-subnet")
                .type("name", "bakery-card")
                .save();
        koala.sees("10.97.0.");
    }

    private KoalaForms volume(String name) {
        return koala.make("catalog/volume")
                .choose("project", "bakery")
                .choose("region", "attic")
                .type("name", name)
                .type("size", "1")
                .choose("poolId", "attic-disks");
    }

    private void orderInstance() {
        koala.make("instances")
                .choose("project", "bakery")
                .choose("zone", "attic-a")
                .type("name", "bakery-1")
                .type("vcpus", "1")
                .type("memory", "0.5")
                .choose("volumes", "bakery-os")
                .choose("adapters", "bakery-card")
                .pausing()
                .save();
        koala.sees("Check bridge kowattic on kaktus attic-1");
    }

    /** From the overview, as who was not there when it broke. */
    private void seeWhyItStandsStill() {
        koala.open("");
        koala.page().getByText("Create instance bakery-1").first().click();
        koala.seesState("Needs attention");
        koala.sees("no bridge 'kowattic'");
    }

    private void retry() {
        koala.press("retry");
        koala.sees("Start machine of bakery-1 on kaktus attic-1");
        koala.seesState("Succeeded");
        koala.sees("Retry operation by olga");
        koala.open("instances?name=bakery-1");
        koala.seesState("Running");
    }

    private void seeWhatIsUsed() {
        koala.open("catalog/project");
        koala.sees("1 of 4");
        koala.page().getByText("bakery").first().click();
        koala.sees("Members (1)");
        Pictures.of(platform).take(koala.page(), "koala-project");
    }

    private void deleteInBulk() {
        koala.open("catalog/volume");
        koala.select("bakery-", 3);
        koala.press("delete-selected");
        koala.confirm("3 Volumes");
        koala.sees("Its operations (3)");
        // The instance needs one of them.
        koala.sees("1 of 3 were not done: bakery-os:");
        koala.open("catalog/volume");
        koala.sees("bakery-os");
        koala.seesNothingOf("bakery-sugar");
    }

    private void readWhoDidWhat() {
        koala.open("audit");
        var who = koala.page().locator("#filter-who input");
        who.fill("nobody");
        koala.sees("Nothing matches");
        who.fill("olga");
        soon(deed("Bulk"));
        soon(deed("Delete volume"));
        soon(deed("Create instance"));
        deed("Retry operation").click();
        soon(koala.page().locator("vaadin-dialog #close"));
        koala.sees("/retry");
        koala.press("close");
    }

    private Locator deed(String title) {
        return koala.page()
                .locator("vaadin-grid vaadin-button:visible")
                .filter(new Locator.FilterOptions().setHasText(title));
    }
}
