package cloud.kowabunga.koala.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.koala.access.Visitor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;

/** Asks Kahuna, as the person who is signed in here, for the address of an instance's console, and goes there. */
@Route(ConsoleView.ROUTE)
@PageTitle("Console · Koala")
public final class ConsoleView extends Div implements HasUrlParameter<String> {
    public static final String ROUTE = "console";

    ConsoleView() {
        addClassName("view");
        setText("Opening the console …");
    }

    @Override
    public void setParameter(BeforeEvent event, String instance) {
        var address = Visitor.current().kahuna().console(new InstanceId(instance));
        event.getUI().getPage().setLocation(address);
    }
}
