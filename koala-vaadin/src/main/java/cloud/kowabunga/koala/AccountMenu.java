package cloud.kowabunga.koala;

import cloud.kowabunga.koala.access.PasswordDialog;
import cloud.kowabunga.koala.access.SignOut;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import org.springframework.http.HttpMethod;

/** Who has signed in, what they want of everything that they order, and the way out. */
final class AccountMenu extends MenuBar {
    private final Visitor visitor = Visitor.current();
    private final Icon paused = VaadinIcon.PAUSE.create();
    private final MenuItem pause;

    AccountMenu() {
        addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
        paused.setTooltipText("What you order stops where a step is refused.");
        var who = new Span(VaadinIcon.USER.create(), new Span(visitor.title()), paused);
        who.addClassName("account");
        var top = addItem(who);
        top.setAriaLabel("Account of " + visitor.title());
        pause = top.getSubMenu().addItem("Stop where a step is refused", _ -> choose());
        pause.setId("pause-always");
        pause.setCheckable(true);
        if (visitor.may(
                HttpMethod.PUT, "/user/%s/password".formatted(visitor.who().id()))) {
            top.getSubMenu()
                    .addItem("Change password", _ -> PasswordDialog.own().open())
                    .setId("own-password");
        }
        top.getSubMenu().addItem("Sign out", _ -> SignOut.now());
        show();
    }

    /** As it is for all windows of this person. */
    void show() {
        pause.setChecked(visitor.pauses());
        paused.setVisible(visitor.pauses());
    }

    private void choose() {
        visitor.pause(pause.isChecked());
        show();
        Notices.done(
                visitor.pauses()
                        ? "From now on what you order stops where a step is refused, so that you can repair it."
                        : "From now on what you order is undone where a step is refused.");
    }
}
