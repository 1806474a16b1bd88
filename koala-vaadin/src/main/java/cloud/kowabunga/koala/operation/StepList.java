package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.StepRow;
import cloud.kowabunga.koala.ui.ViewerTime;
import cloud.kowabunga.operation.StepState;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of an operation in the order of their beginning; a step that moves changes in its place. */
final class StepList extends com.vaadin.flow.component.html.Div {
    /** Of more, as a bulk has them, a browser would be busy with nothing else. */
    private static final int MOST = 100;

    private final NavigableMap<Integer, StepLine> lines = new TreeMap<>();
    private final OrderedList list = new OrderedList();
    private final Paragraph none = new Paragraph("No step has begun yet.");
    private final Paragraph others = new Paragraph();

    StepList() {
        addClassName("steps");
        list.getElement().setAttribute("aria-live", "polite");
        add(none, list, others);
    }

    /** The line of that step, where there is one. */
    Optional<StepLine> line(int number) {
        return Optional.ofNullable(lines.get(number));
    }

    void show(List<StepRow> steps, ViewerTime time) {
        var span = Stretch.of(steps);
        var some = some(steps);
        none.setVisible(steps.isEmpty());
        others.setText("%d other steps are not shown.".formatted(steps.size() - some.size()));
        others.setVisible(steps.size() > some.size());
        var numbers = some.stream().map(StepRow::number).collect(Collectors.toUnmodifiableSet());
        lines.keySet().stream()
                .filter(number -> !numbers.contains(number))
                .toList()
                .forEach(gone -> list.remove(lines.remove(gone)));
        some.forEach(step -> at(step.number()).show(step, time, span));
    }

    /** What is done is left out first, and of that what began first. */
    private static List<StepRow> some(List<StepRow> steps) {
        var open = steps.stream().filter(step -> step.state() != StepState.DONE);
        var done = steps.reversed().stream().filter(step -> step.state() == StepState.DONE);
        return steps.size() <= MOST
                ? steps
                : Stream.concat(open, done)
                        .limit(MOST)
                        .sorted(Comparator.comparingInt(StepRow::number))
                        .toList();
    }

    private StepLine at(int number) {
        return lines.computeIfAbsent(number, _ -> {
            var line = new StepLine();
            list.addComponentAtIndex(lines.headMap(number, false).size(), line);
            return line;
        });
    }
}
