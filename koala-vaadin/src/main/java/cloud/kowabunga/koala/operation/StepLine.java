package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.StepRow;
import cloud.kowabunga.koala.ui.Elapsed;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import cloud.kowabunga.operation.StepState;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One step: state, name, who does it, since when and for how long, how often it was tried and why again. */
final class StepLine extends ListItem {
    private final Div badge = new Div();
    private final Span name = new Span();
    private final Span queue = new Span();
    private final Span started = new Span();
    private final Span ended = new Span();
    private final Elapsed elapsed = new Elapsed();
    private final Span attempt = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final Span progress = new Span();
    private final Span error = new Span();
    private final Div stretch = new Div();
    private @Nullable StepState state;

    StepLine() {
        addClassName("step");
        badge.addClassName("step-badge");
        name.addClassName("step-name");
        queue.addClassName("step-queue");
        started.addClassName("step-started");
        ended.addClassName("step-ended");
        elapsed.addClassName("step-elapsed");
        attempt.addClassName("step-attempt");
        bar.addClassName("step-bar");
        progress.addClassName("step-progress");
        error.addClassName("step-error");
        var what = new Div(name, queue, attempt);
        what.addClassName("step-what");
        var when = new Div(started, ended, elapsed);
        when.addClassName("step-when");
        var track = new Div(stretch);
        track.addClassName("step-track");
        track.getElement().setAttribute("aria-hidden", "true");
        add(badge, what, when, track, bar, progress, error);
    }

    void show(StepRow step, ViewerTime time, Stretch whole) {
        if (state != step.state()) {
            state = step.state();
            badge.removeAll();
            badge.add(StateBadge.of(step.state()));
            getElement().setAttribute("data-state", step.state().name().toLowerCase(Locale.ROOT));
        }
        name.setText(step.name());
        text(queue, doer(step));
        queue.setTitle("%s %s"
                .formatted(orEmpty(step.activity()), orEmpty(step.queue()))
                .strip());
        text(attempt, step.attempt() > 1 ? "attempt " + step.attempt() : "");
        started.setText(time.show(step.startedAt()));
        started.setTitle(time.full(step.startedAt()));
        text(ended, step.endedAt() == null ? "" : "to " + time.show(step.endedAt()));
        ended.setTitle(time.full(step.endedAt()));
        elapsed.set(step.startedAt(), step.endedAt());
        place(whole.offset(step.startedAt()), whole.width(step));
        showProgress(step);
        text(error, step.error() != null ? step.error() : step.moving() ? lastError(step) : "");
    }

    private void place(double offset, double width) {
        stretch.getStyle()
                .set("margin-inline-start", String.format(Locale.ROOT, "min(%.2f%%, calc(100%% - 3px))", offset))
                .set("width", String.format(Locale.ROOT, "%.2f%%", width));
    }

    /** Who does it; before an agent has it, a queue's id says nothing to a person, and the step's name says which Kaktus or pool it is. */
    private static String doer(StepRow step) {
        var agent = orEmpty(step.agent());
        if (!agent.isBlank()) {
            return "agent " + agent;
        }
        var carrier = orEmpty(step.queue());
        if (carrier.startsWith("kaktus/")) {
            return "agent of the Kaktus";
        }
        if (carrier.startsWith("pool/")) {
            return "agent of the pool";
        }
        return carrier.isBlank() ? "Kahuna" : carrier;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void showProgress(StepRow step) {
        var told = step.progress();
        var running = step.moving() && told != null && !told.isNull();
        bar.setVisible(running && told != null && told.isNumber());
        if (running && told != null && told.isNumber()) {
            var fraction = told.asDouble() > 1 ? told.asDouble() / 100 : told.asDouble();
            bar.setValue(Math.clamp(fraction, 0, 1));
        }
        text(progress, running && told != null && told.isString() ? told.asString() : "");
    }

    private static String lastError(StepRow step) {
        return step.lastError() == null ? "" : "Last attempt: " + step.lastError();
    }

    private static void text(Span span, String text) {
        span.setText(text);
        span.setVisible(!text.isEmpty());
    }
}
