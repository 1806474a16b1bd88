package cloud.kowabunga.koala;

import static org.awaitility.Awaitility.await;

import cloud.kowabunga.koala.client.FakeKahuna;
import cloud.kowabunga.koala.client.FakePlatform;
import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinSession;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The screens without a browser, on an in-memory Kahuna that each test has for itself. */
@SpringBootTest(classes = KoalaApplication.class)
abstract class ScreenTest extends SpringBrowserlessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** All tests use one address, so that Koala need not start anew for each. */
    private static final int PORT = freePort();

    protected FakePlatform platform = new FakePlatform();
    protected FakeKahuna kahuna = FakeKahuna.start(platform, PORT);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("koala.kahuna", () -> "http://127.0.0.1:" + PORT);
    }

    private static int freePort() {
        try (var probe = FakeKahuna.start(new FakePlatform(), 0)) {
            return probe.port();
        }
    }

    @BeforeEach
    void someAgent() {
        platform.putAgent("kaktus-a-1", true);
    }

    @AfterEach
    void stopKahuna() {
        kahuna.close();
    }

    protected void kahunaComesBack() {
        kahuna = FakeKahuna.start(platform, PORT);
    }

    protected void signIn() {
        signIn(FakeKahuna.KEY);
    }

    protected void signIn(String key) {
        test(find(TabSheet.class).single()).select("API key");
        test(find(PasswordField.class).withCaption("API key").single()).setValue(key);
        test(find(Button.class).withId("key-sign-in").single()).click();
    }

    /** Waits until what the server pushed has made this true. */
    protected void eventually(ThrowingRunnable assertion) {
        await().pollInSameThread().atMost(LIMIT).untilAsserted(() -> {
            takeIn();
            assertion.run();
        });
    }

    /** What other threads want of the screen is done whenever the session's lock is let go. */
    private static void takeIn() {
        var ui = UI.getCurrentOrThrow();
        var session = VaadinSession.getCurrent();
        session.unlock();
        session.lock();
        VaadinSession.setCurrent(session);
        UI.setCurrent(ui);
    }

    /** Everything that is written on the screen. */
    protected static String screen() {
        return words(UI.getCurrentOrThrow());
    }

    protected static String words(Component component) {
        if (component instanceof Text text) {
            return text.getText();
        }
        if (!component.isVisible()) {
            return "";
        }
        var own = component instanceof Span || component.getChildren().findAny().isEmpty()
                ? component.getElement().getText()
                : "";
        return Stream.concat(Stream.of(own), component.getChildren().map(ScreenTest::words))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" "));
    }
}
