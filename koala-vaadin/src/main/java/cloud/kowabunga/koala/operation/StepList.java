package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.StepRow;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The steps of an operation in the order of their beginning; a step that moves changes in its place. */
final class StepList extends com.vaadin.flow.component.html.Div {
    private final Map<Integer, StepLine> lines = new TreeMap<>();
    private final OrderedList list = new OrderedList();
    private final Paragraph none = new Paragraph("No step has begun yet.");

    StepList() {
        addClassName("steps");
        list.getElement().setAttribute("aria-live", "polite");
        add(none, list);
    }

    /** The line of that step, where there is one. */
    Optional<StepLine> line(int number) {
        return Optional.ofNullable(lines.get(number));
    }

    void show(List<StepRow> steps, ViewerTime time) {
        var span = Stretch.of(steps);
        none.setVisible(steps.isEmpty());
        lines.keySet().stream()
                .filter(number -> steps.stream().noneMatch(step -> step.number() == number))
                .toList()
                .forEach(gone -> list.remove(lines.remove(gone)));
        for (var step : steps) {
            lines.computeIfAbsent(step.number(), _ -> appended()).show(step, time, span);
        }
    }

    private StepLine appended() {
        var line = new StepLine();
        list.add(line);
        return line;
    }
}
