package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of operations, and where its rows lead. */
final class OperationListTest extends ScreenTest {
    private String operation = "";

    @BeforeEach
    void anOperation() {
        operation = platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        signIn();
    }

    private void open() {
        navigate(OperationView.class, operation);
    }

    @Test
    void the_list_leads_to_the_newest_first() {
        platform.addOperation("DeleteInstance", platform.addInstance("web-2", "deleting"));
        list(Map.of());
        assertThat(resources()).containsExactly("web-2", "web-1");
    }

    @Test
    void columns_are_sorted_by_kahuna() {
        platform.addOperation("DeleteInstance", platform.addInstance("db-1", "deleting"));
        platform.addOperation("DeleteInstance", platform.addInstance("zoo-1", "deleting"));
        list(Map.of());
        var grid = grid();
        grid.sort(GridSortOrder.asc(grid.getColumnByKey("resource")).build());
        assertThat(resources()).containsExactly("db-1", "web-1", "zoo-1");
        grid.sort(GridSortOrder.desc(grid.getColumnByKey("resource")).build());
        assertThat(resources()).containsExactly("zoo-1", "web-1", "db-1");
    }

    @Test
    void one_line_for_each_resource_opens_into_all_its_operations() {
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        platform.addPower(PowerAction.STOP, "i-1");
        platform.addOperation("DeleteInstance", platform.addInstance("web-2", "deleting"));
        list(Map.of());
        assertThat(resources()).containsExactly("web-2", "web-1", "web-1");
        find(Checkbox.class).withId("grouped").single().setValue(true);
        assertThat(resources()).containsExactly("web-2", "web-1");
        var open = (Button) test(grid()).getCellComponent(1, "operations");
        assertThat(open.getText()).isEqualTo("2");
        open.click();
        assertThat(resources()).containsExactly("web-1", "web-1");
        assertThat(screen()).contains("Of one resource");
    }

    @Test
    void operations_past_their_deadline_are_told_on_every_screen() {
        platform.setOperation(
                operation, Map.of("state", "RUNNING", "overdue", "true", "deadline", "2026-01-01T00:00:00Z"));
        for (var screen : new String[] {"", "instances", "catalog/region"}) {
            UI.getCurrentOrThrow().navigate(screen);
            eventually(() -> assertThat(screen()).contains("Create instance web-1 takes longer than it should."));
        }
        list(Map.of("overdue", "true"));
        assertThat(resources()).containsExactly("web-1");
        open();
        assertThat(screen()).contains("It should have ended at", "goes on");
        platform.setOperation(operation, Map.of("state", "SUCCEEDED", "overdue", "false"));
        eventually(() -> assertThat(screen()).doesNotContain("takes longer than it should", "It should have ended"));
    }

    @Test
    void an_operation_of_several_shows_its_parts_live_and_they_lead_back() {
        var bulk = platform.addOperation("RunBulk", "bulk", "bulk-1", "1 instance");
        platform.setOperation(operation, Map.of("parent", bulk, "state", "RUNNING"));
        navigate(OperationView.class, bulk);
        assertThat(screen()).contains("Its operations (1)", "Create instance web-1", "Running");
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        eventually(() -> assertThat(screen()).contains("Succeeded"));
        open();
        assertThat(screen()).contains("Part of", bulk);
        list(Map.of("parent", bulk));
        assertThat(resources()).containsExactly("web-1");
    }

    private void list(Map<String, String> query) {
        UI.getCurrentOrThrow().navigate("operations", QueryParameters.simple(query));
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private Grid<OperationRow> grid() {
        return (Grid<OperationRow>) find(Grid.class).single();
    }

    private List<String> resources() {
        var grid = test(grid());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).resourceTitle())
                .toList();
    }
}
