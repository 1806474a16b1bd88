package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;

final class BannersTest extends ScreenTest {
    private static final String AWAY = "Kahuna has not answered since";

    @Test
    void kahuna_away_is_said_until_it_is_back() {
        platform.addInstance("web-1", "running");
        signIn();
        eventually(
                () -> assertThat(screen()).contains("Agent kaktus-a-1 is alive").doesNotContain(AWAY));
        kahuna.close();
        eventually(() -> assertThat(screen()).contains(AWAY));
        UI.getCurrentOrThrow().navigate("operations");
        assertThat(screen()).contains(AWAY).doesNotContain("mistake");
        kahunaComesBack();
        eventually(() -> assertThat(screen()).doesNotContain(AWAY));
    }

    @Test
    void a_screen_that_failed_is_tried_again_at_its_own_address() {
        var instance = platform.addInstance("web-1", "running");
        signIn();
        kahuna.close();
        UI.getCurrentOrThrow().navigate("console/" + instance, QueryParameters.of("from", "home"));
        assertThat(screen()).contains("Kahuna is away");
        assertThat(find(Anchor.class).withId("try-again").single().getHref())
                .isEqualTo("console/" + instance + "?from=home");
    }

    @Test
    void a_simulated_region_is_said_on_every_screen() {
        kahuna.simulated(true);
        platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        signIn();
        for (var screen : new String[] {"instances", "operations", "operations/op-1", "nowhere"}) {
            UI.getCurrentOrThrow().navigate(screen);
            assertThat(screen()).as(screen).contains("Simulated region");
        }
    }

    @Test
    void a_real_region_is_not_called_simulated() {
        signIn();
        assertThat(screen()).doesNotContain("Simulated");
    }
}
