package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Looks at a page as a screen reader and as eyes that see little contrast would. */
final class Axe {
    private static final String SCRIPT = script();

    private static final String SERIOUS = """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                .filter(found => found.impact === 'serious' || found.impact === 'critical')
                .map(found => found.id + ': ' + found.help + ' ' + found.nodes.map(node => node.html).join(' '))
            """;

    /** What fades in has less contrast than it will have. Whatever moves for ever, like a spinner, is not waited for. */
    private static final String AT_REST = """
            () => !document.getAnimations().some(moving => moving.playState === 'running'
                && moving.effect.getComputedTiming().endTime !== Infinity)
            """;

    private Axe() {}

    /** Fails with what is found where something is serious or critical. */
    static void finds_nothing_serious(Page page) {
        page.waitForFunction(AT_REST);
        page.evaluate(SCRIPT);
        assertThat((List<?>) page.evaluate(SERIOUS)).as(page.url()).isEmpty();
    }

    private static String script() {
        try (var stream = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
