package cloud.kowabunga.endtoend;

import static cloud.kowabunga.endtoend.Chromium.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in to Koala at a real OpenID Connect provider, in a real browser. */
@ExtendWith(Chromium.Opened.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SingleSignOnIT {
    private static final String PORTS = Platform.portsApart(2);
    private static final int PROVIDER_PORT = Integer.parseInt(PORTS) + 15;
    private static final String PROVIDER = "http://127.0.0.1:" + PROVIDER_PORT;
    private static final String KOALA = "http://127.0.0.1:" + (Integer.parseInt(PORTS) + 1);
    private static final String PASSWORD = "a password of the company's";
    private static final String SECRET = "between-koala-and-the-provider";

    private final Chromium chromium;
    private Platform platform;
    private Process provider;

    SingleSignOnIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void bring_both_up() throws IOException {
        var home = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-sign-on-");
        platform = Platform.apart(home);
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/secret"), SECRET);
        Files.writeString(home.resolve("etc/kahuna.local.yaml"), """
                kahuna.oidc: {issuer: "%s", client-id: koala}
                """.formatted(PROVIDER));
        Files.writeString(home.resolve("etc/koala.local.yaml"), """
                koala.oidc: {issuer: "%s", client-id: koala, client-secret-file: "%s", title: "Example"}
                """.formatted(PROVIDER, home.resolve("etc/secret")));
        start(home);
        platform.kowabunga("up", "--simulated", "--ports-from", PORTS).orFail();
        platform.api()
                .call("POST", "/user", "{\"name\":\"anna\",\"email\":\"anna@example.org\",\"role\":\"superAdmin\"}")
                .orFail();
    }

    private void start(Path home) throws IOException {
        provider = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx192m",
                        "-jar",
                        platform.root()
                                .resolve("temporal-dev/identity-provider/target/identity-provider.jar")
                                .toString(),
                        "--server.port=" + PROVIDER_PORT,
                        "--people=anna@example.org,stranger@example.org",
                        "--password=" + PASSWORD,
                        "--secret=" + SECRET,
                        "--koala=" + KOALA)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("etc/identity-provider.log").toFile())
                .start();
        var http = HttpClient.newHttpClient();
        var question = HttpRequest.newBuilder(URI.create(PROVIDER + "/.well-known/openid-configuration"))
                .build();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(http.send(question, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .contains(PROVIDER));
    }

    @AfterAll
    void close() {
        provider.destroyForcibly();
        platform.kowabunga("down", "--purge");
    }

    @Test
    void whom_the_provider_knows_and_kahuna_too_is_signed_in() {
        var page = atTheProvider();
        signIn(page, "anna@example.org", PASSWORD);
        soon(page.getByText("anna@example.org"));
        Chromium.soonOverview(page);
        assertThat(page.url()).startsWith(KOALA).doesNotContain("code=");
    }

    @Test
    void whom_kahuna_does_not_know_is_told_so() {
        var page = atTheProvider();
        signIn(page, "stranger@example.org", PASSWORD);
        soon(page.getByText("Nobody here has the address stranger@example.org. Ask an administrator"));
    }

    @Test
    void an_answer_that_this_browser_did_not_ask_for_is_refused() {
        var page = chromium.signInPage(platform);
        page.navigate(KOALA + "/sign-in/oidc?code=planted&state=planted");
        soon(page.getByText("This sign-in was not begun here"));
    }

    @Test
    void the_word_of_the_provider_is_taken_over_the_api_too_and_only_when_it_is_good() {
        assertThat(platform.api()
                        .call("POST", "/login/oidc", "{\"id_token\":\"planted\"}")
                        .status())
                .isEqualTo(401);
    }

    private Page atTheProvider() {
        var page = chromium.signInPage(platform);
        page.locator("#oidc-sign-in").click();
        page.waitForURL(PROVIDER + "/login**");
        return page;
    }

    private static void signIn(Page page, String person, String password) {
        page.locator("input[name=username]").fill(person);
        page.locator("input[name=password]").fill(password);
        page.locator("button[type=submit]").click();
    }
}
