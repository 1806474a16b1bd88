package cloud.kowabunga.koala.ui;

import cloud.kowabunga.Bytes;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** How much of something is taken: a bar, and the same in words beside it. */
public final class Meter extends Div {
    private static final double NEARLY_FULL = 0.9;
    private static final int PERCENT = 100;

    /** How amounts are written. */
    public enum Unit {
        PIECES,
        BYTES;

        public String of(long value) {
            return this == PIECES ? Long.toString(value) : new Bytes(Math.max(0, value)).forPeople();
        }
    }

    private Meter(String label, String words, double fraction) {
        addClassName("meter");
        var line = new Div();
        line.addClassName("meter-line");
        if (label.isEmpty()) {
            addClassName("meter-small");
        } else {
            var title = new Span(label);
            title.addClassName("meter-label");
            line.add(title);
        }
        var amount = new Span(words);
        amount.addClassName("meter-words");
        line.add(amount);
        add(line);
        if (fraction < 0) {
            return;
        }
        var fill = new Div();
        fill.getStyle().set("width", Math.clamp(Math.round(fraction * PERCENT), 0, PERCENT) + "%");
        var bar = new Div(fill);
        bar.addClassNames("meter-bar", fraction >= NEARLY_FULL ? "meter-full" : "meter-calm");
        bar.getElement().setAttribute("aria-hidden", "true");
        add(bar);
    }

    /** In few words, where something else says what of: the column of a table, or a title before it. */
    public static Meter small(long used, long total, Unit unit) {
        return of("", used, total, unit);
    }

    /** Of a machine or pool; without a total nobody has reported it yet. */
    public static Meter of(String label, long used, long total, Unit unit) {
        if (total <= 0) {
            return new Meter(label, "not reported yet", -1);
        }
        var fraction = used / (double) total;
        return new Meter(
                label,
                "%s of %s%s%s"
                        .formatted(
                                unit.of(used),
                                unit.of(total),
                                label.isEmpty() ? "" : " · " + percent(fraction),
                                fraction >= NEARLY_FULL ? " · nearly full" : ""),
                fraction);
    }

    private static String percent(double fraction) {
        return fraction > 0 && fraction * PERCENT < 1 ? "<1 %" : Math.round(fraction * PERCENT) + " %";
    }

    /** Of a quota, where 0 means that there is none. */
    public static Meter quota(String label, long used, long quota, Unit unit) {
        return quota == 0 ? new Meter(label, unit.of(used) + " · no limit", -1) : over(label, used, quota, unit);
    }

    private static Meter over(String label, long used, long quota, Unit unit) {
        return used <= quota
                ? of(label, used, quota, unit)
                : new Meter(label, "%s of %s · over the quota".formatted(unit.of(used), unit.of(quota)), 1);
    }
}
