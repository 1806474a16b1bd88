package cloud.kowabunga.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real browser, which looks at Koala as a person does. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final double PATIENCE_MS = 60_000;

    /** Hands one browser to all tests of a class and closes it after them. */
    static final class Opened implements ParameterResolver {
        private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(Opened.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chromium.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(OWN).computeIfAbsent("browser", _ -> open(), Chromium.class);
        }
    }

    public static Chromium open() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Chromium(playwright, browser);
    }

    /** Which one the launcher found; without it, the distribution's. */
    public static Path program() {
        return Path.of(System.getenv().getOrDefault("KOWABUNGA_CHROMIUM", "/usr/bin/chromium"));
    }

    Page signInPage(Platform platform) {
        return signInPage(platform.status().path("koala").asText());
    }

    private Page signInPage(String koala) {
        var page = browser.newContext().newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.navigate(koala);
        soon(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Sign in")));
        return page;
    }

    /** The list of instances after signing in with the administrator's key. */
    Page signedIn(Platform platform) {
        var page = signedIn(
                platform.status().path("koala").asText(),
                Platform.read(platform.home().resolve("secrets/admin-key")));
        soon(page.getByText("first", new Page.GetByTextOptions().setExact(true)));
        return page;
    }

    /** @param koala its address */
    public Page signedIn(String koala, String key) {
        var page = signInPage(koala);
        enterKey(page, key);
        soonOverview(page);
        page.navigate(koala + "/instances");
        return page;
    }

    static void enterKey(Page page, String key) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("API key"))
                .click();
        page.locator("vaadin-password-field:visible input").last().fill(key);
        page.locator("#key-sign-in").click();
    }

    /** The first screen after signing in. */
    static void soonOverview(Page page) {
        soon(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Overview")));
    }

    static void soon(Locator shown) {
        assertThat(shown.first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
