package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Made;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.Component;

/** Where an order leads: to its operation where it has steps, to what was made where it was done at once. */
final class Outcome {
    private Outcome() {}

    static void show(Component screen, Kind kind, Made made) {
        if (made.operation() != null) {
            var operation = made.operation();
            screen.getUI().ifPresent(ui -> ui.navigate(OperationView.class, operation));
            return;
        }
        Notices.done(kind.title() + " is ready.");
        screen.getUI().ifPresent(ui -> ui.navigate(ResourceView.class, ResourceView.of(kind.path(), made.resource())));
    }
}
