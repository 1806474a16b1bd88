package cloud.kowabunga.koala;

import cloud.kowabunga.koala.overview.OverviewView;
import cloud.kowabunga.koala.ui.EmptyState;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouterLink;
import jakarta.servlet.http.HttpServletResponse;

/** What an address shows that leads to no screen. */
@ParentLayout(MainLayout.class)
final class NowhereView extends Div implements HasErrorParameter<NotFoundException>, HasDynamicTitle {
    @Override
    public String getPageTitle() {
        return "Nothing here · Koala";
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassName("view");
        var nothing = new EmptyState(VaadinIcon.MAP_MARKER, new RouterLink("Overview", OverviewView.class));
        nothing.say("There is nothing here", "No screen has this address.");
        add(nothing);
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
