package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.koala.client.AuditResult;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a list is filtered by can be reloaded, gone back to and passed on. */
final class FilterAddressTest extends ScreenTest {
    @BeforeEach
    void someone() {
        signIn();
    }

    private static void open(String route, Map<String, String> query) {
        UI.getCurrentOrThrow().navigate(route, QueryParameters.simple(query));
    }

    @SuppressWarnings("unchecked")
    private <T> Select<T> select(String any) {
        return (Select<T>) find(Select.class).all().stream()
                .filter(one -> any.equals(one.getPlaceholder()))
                .findFirst()
                .orElseThrow();
    }

    /** What the browser is told to show as the page's address. */
    private static boolean shown(String address) {
        return UI.getCurrentOrThrow().getInternals().dumpPendingJavaScriptInvocations().stream()
                .anyMatch(told -> told.getInvocation().getParameters().contains(address));
    }

    @Test
    void operations_are_filtered_as_the_address_says_and_it_says_how_they_are() {
        open("operations", Map.of("state", "ATTENTION", "noun", "VOLUME", "grouped", "true"));
        Select<OperationState> state = select("Any state");
        assertThat(state.getValue()).isEqualTo(OperationState.ATTENTION);
        assertThat(select("Any resource").isEmpty()).isFalse();
        assertThat(find(Checkbox.class).withId("grouped").single().getValue()).isTrue();
        state.setValue(OperationState.FAILED);
        assertThat(shown("operations?grouped=true&noun=VOLUME&state=FAILED")).isTrue();
        open("operations", Map.of());
        assertThat(select("Any state").isEmpty()).isTrue();
        assertThat(select("Any resource").isEmpty()).isTrue();
    }

    @Test
    void the_audit_is_filtered_as_the_address_says_and_it_says_how_it_is() {
        open("audit", Map.of("who", "ada", "result", "DONE", "since", "2026-11-29", "until", "never"));
        assertThat(find(TextField.class).withId("filter-who").single().getValue())
                .isEqualTo("ada");
        assertThat(select("Any result").getValue()).isEqualTo(AuditResult.DONE);
        assertThat(find(DatePicker.class).withId("filter-since").single().getValue())
                .isEqualTo(LocalDate.of(2026, 11, 29));
        assertThat(find(DatePicker.class).withId("filter-until").single().isEmpty())
                .isTrue();
        find(TextField.class).withId("filter-who").single().setValue("bob");
        assertThat(shown("audit?result=DONE&since=2026-11-29&who=bob")).isTrue();
    }

    @Test
    void instances_are_filtered_as_the_address_says_and_it_says_how_they_are() {
        open("instances", Map.of("name", "web", "state", "RUNNING"));
        Select<InstanceState> state = select("Any state");
        assertThat(state.getValue()).isEqualTo(InstanceState.RUNNING);
        state.clear();
        assertThat(shown("instances?name=web")).isTrue();
    }
}
