package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the forgotten password by a real mail to a new one, in a real browser. */
@ExtendWith(Chromium.Opened.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgottenPasswordIT {
    private static final String PORTS = Platform.portsApart(2);
    private static final int MAIL_PORT = Integer.parseInt(PORTS) + 15;
    private static final String KOALA = "http://127.0.0.1:" + (Integer.parseInt(PORTS) + 1);
    private static final Pattern LINK = Pattern.compile("(?m)^(" + KOALA + "/new-password#[A-Za-z0-9_-]{43})\\r?$");
    private static final String EMAIL = "anna@example.org";
    private static final String PASSWORD = "a password of her own";

    private final GreenMail mails = new GreenMail(new ServerSetup(MAIL_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Chromium chromium;
    private Platform platform;

    ForgottenPasswordIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void bring_both_up() throws IOException {
        mails.start();
        var home = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-mail-");
        platform = Platform.apart(home);
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/kahuna.local.yaml"), """
                spring.mail: {host: 127.0.0.1, port: %d}
                """.formatted(MAIL_PORT));
        platform.kowabunga("up", "--simulated", "--ports-from", PORTS).orFail();
        platform.api()
                .call("POST", "/user", "{\"name\":\"anna\",\"email\":\"%s\",\"role\":\"superAdmin\"}".formatted(EMAIL))
                .orFail();
    }

    @AfterAll
    void close() {
        platform.kowabunga("down", "--purge");
        mails.stop();
    }

    @Test
    void who_forgot_a_password_chooses_another_with_the_link_of_the_mail_and_signs_in() {
        var page = chromium.signInPage(platform);
        page.locator("#forgotten").click();
        soon(page.locator("#send"));
        Axe.finds_nothing_serious(page);
        page.locator("#email input").fill(EMAIL);
        page.locator("#send").click();
        soon(page.getByText("If somebody here has the address " + EMAIL));

        var link = linkOfMail();
        page.navigate(link);
        soon(page.locator("#set"));
        Axe.finds_nothing_serious(page);
        choose(page, PASSWORD);
        soon(page.getByText("Your password is set."));
        assertThat(page.url()).isEqualTo(KOALA + "/new-password");

        page.getByText("Sign in with it").click();
        soon(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in")));
        page.locator("vaadin-email-field input").fill(EMAIL);
        page.locator("vaadin-password-field:visible input").first().fill(PASSWORD);
        page.locator("#user-sign-in").click();
        Chromium.soonOverview(page);

        var again = chromium.signInPage(platform);
        again.navigate(link);
        choose(again, "another password");
        soon(again.getByText("was used already, or has run out"));
        again.getByText("Ask for another mail").click();
        soon(again.locator("#send"));
    }

    private String linkOfMail() {
        await().atMost(Duration.ofSeconds(30)).until(() -> mails.getReceivedMessages().length > 0);
        var found = LINK.matcher(GreenMailUtil.getBody(mails.getReceivedMessages()[0]));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void choose(Page page, String password) {
        // The page has taken it from the address.
        PlaywrightAssertions.assertThat(page.locator("#token")).isHidden();
        page.locator("#password input").fill(password);
        page.locator("#again input").fill(password);
        page.locator("#set").click();
    }
}
