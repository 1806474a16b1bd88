package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.ui.Meter;
import com.vaadin.flow.component.html.Div;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One bar for each dimension that some of these have, added up over all of them. */
public final class CapacityMeters extends Div {
    private static final Map<String, String> LABELS =
            Map.of(CapacityRow.VCPUS, "vCPUs promised", CapacityRow.MEMORY, "Memory promised");

    public CapacityMeters(Collection<CapacityRow> rows) {
        addClassName("meters");
        List.of(CapacityRow.VCPUS, CapacityRow.MEMORY).forEach(what -> promised(what, rows));
        storage(rows);
    }

    private void promised(String what, Collection<CapacityRow> rows) {
        var measures = rows.stream().flatMap(row -> row.measure(what).stream()).toList();
        if (!measures.isEmpty()) {
            add(Meter.of(
                    LABELS.getOrDefault(what, what),
                    measures.stream().mapToLong(CapacityRow.Measure::used).sum(),
                    measures.stream().mapToLong(CapacityRow.Measure::total).sum(),
                    what.equals(CapacityRow.VCPUS) ? Meter.Unit.PIECES : Meter.Unit.BYTES));
        }
    }

    /** What is written and what is promised are two things: a pool can promise more than it has. */
    private void storage(Collection<CapacityRow> rows) {
        var measures = rows.stream()
                .flatMap(row -> row.measure(CapacityRow.STORAGE).stream())
                .toList();
        if (measures.isEmpty()) {
            return;
        }
        var total = measures.stream().mapToLong(CapacityRow.Measure::total).sum();
        add(Meter.of(
                "Storage written",
                measures.stream().mapToLong(CapacityRow.Measure::used).sum(),
                total,
                Meter.Unit.BYTES));
        add(Meter.of(
                "Storage promised",
                measures.stream()
                        .mapToLong(measure -> measure.promised() == null ? 0 : measure.promised())
                        .sum(),
                total,
                Meter.Unit.BYTES));
    }
}
