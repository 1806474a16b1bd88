package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.topology.AgentStrip;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;

/** The start page: operations that need somebody, and the health and the capacity of regions, live. */
@Route("")
@PageTitle("Overview · Koala")
public final class OverviewView extends Div {
    OverviewView() {
        addClassNames("view", "overview");
        var head = new Div(new H1("Overview"), new AgentStrip());
        head.addClassName("head");
        add(head, new OperationsNow(), new RegionsNow(), new ProjectsNow());
    }
}
