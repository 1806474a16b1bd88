package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.PasswordDialog;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Made;
import cloud.kowabunga.koala.client.Manner;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.compute.PartPanel;
import cloud.kowabunga.koala.operation.PauseSwitch;
import cloud.kowabunga.koala.ui.Confirm;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import org.springframework.http.HttpMethod;

/** What the person's role may do to the resource whose page this is. The buttons stay the same while the resource changes. */
final class ResourceActions extends Div {
    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final Allowed allowed;
    private final Names names;
    private final Runnable changed;
    private final Button change = new Button("Change", VaadinIcon.EDIT.create(), _ -> change());
    private final Button delete = new Button("Delete", VaadinIcon.TRASH.create(), _ -> confirmDelete());
    private final Button key = new Button("New key", VaadinIcon.KEY.create(), _ -> newKey());
    private final Button password = new Button("Set password", VaadinIcon.PASSWORD.create(), _ -> setPassword());
    private final Button rest = new Button("Into maintenance", VaadinIcon.WRENCH.create(), _ -> maintain(true));
    private final Button work = new Button("Out of maintenance", VaadinIcon.WRENCH.create(), _ -> maintain(false));
    private final Button first = new Button("Make default", VaadinIcon.STAR.create(), _ -> makeDefault());
    private final AgentCommand agents;
    private final boolean part;
    private Resource resource;

    /** @param changed is told when something was done to it at once */
    ResourceActions(Kind kind, Resource resource, Names names, AgentCommand agents, Runnable changed) {
        this.kind = kind;
        this.resource = resource;
        this.allowed = new Allowed(kind);
        this.names = names;
        this.agents = agents;
        this.changed = changed;
        this.part = PartPanel.wholeOf(kind.path(), resource.id()).isPresent();
        addClassName("decisions");
        change.setId("change");
        delete.setId("delete");
        delete.addThemeVariants(ButtonVariant.LUMO_ERROR);
        key.setId("new-key");
        password.setId("set-password");
        rest.setId("into-maintenance");
        work.setId("out-of-maintenance");
        first.setId("make-default");
        add(change, rest, work, first, key, password, delete);
        show(resource);
    }

    void show(Resource current) {
        resource = current;
        change.setVisible(allowed.toChange(current.id()));
        delete.setVisible(allowed.toDelete() && !part);
        key.setVisible(allowed.toGiveKey(current.id()));
        showWhetherKeyIsInUse(current);
        password.setVisible(allowed.to(HttpMethod.PUT, "/%s/password".formatted(current.id())));
        var maintained = Boolean.TRUE.equals(current.value("maintenance"));
        rest.setVisible(!maintained && allowed.to(HttpMethod.PATCH, "/{id}/maintenance/enable"));
        work.setVisible(maintained && allowed.to(HttpMethod.PATCH, "/{id}/maintenance/disable"));
        first.setVisible(!current.isDefault()
                && current.parent() != null
                && visitor.may(HttpMethod.PATCH, pathOfDefault(current)));
    }

    /** The new key would be gone with the session before anybody could copy it. */
    private void showWhetherKeyIsInUse(Resource current) {
        var inUse = current.id().equals(visitor.who().id()) && !visitor.endsWithPassword();
        key.setEnabled(!inUse);
        key.setTooltipText(
                inUse ? "You have signed in with your key: sign in with your password to make another." : "");
    }

    /** Where a kind knows a default among those that hang from the same. */
    private String pathOfDefault(Resource current) {
        return kind.parents().isEmpty()
                ? ""
                : "/%s/%s/%s/%s/default"
                        .formatted(kind.parents().getFirst(), current.parent(), kind.path(), current.id());
    }

    private void setPassword() {
        PasswordDialog.of(resource.id(), resource.name()).open();
    }

    private void maintain(boolean on) {
        done(
                "/kaktus/%s/maintenance/%s".formatted(resource.id(), on ? "enable" : "disable"),
                on
                        ? "%s is in maintenance: nothing new is placed on it, and what is there stays."
                        : "%s is out of maintenance: instances are placed on it again.");
    }

    private void makeDefault() {
        done(pathOfDefault(resource), "%s is the default of " + resource.parentName() + ".");
    }

    private void done(String path, String sentence) {
        visitor.kahuna().order(HttpMethod.PATCH, path, null);
        Notices.done(sentence.formatted(resource.name()));
        changed.run();
    }

    private void change() {
        ResourceForm.toChange(visitor.kahuna(), kind, resource, names, this::changed)
                .open();
    }

    private void changed(Made made) {
        if (made.operation() == null) {
            Notices.done("Changed.");
            changed.run();
        } else {
            Outcome.show(this, kind, made);
        }
    }

    private void confirmDelete() {
        var pause = new PauseSwitch();
        pause.setVisible(kind.lasting());
        new Confirm(
                        "Delete",
                        resource.name(),
                        "Kahuna refuses while something else needs it. Otherwise it is gone for good.",
                        () -> delete(pause.manner()))
                .with(pause)
                .open();
    }

    private void delete(Manner manner) {
        var made =
                visitor.kahuna().order(HttpMethod.DELETE, "/%s/%s".formatted(kind.path(), resource.id()), null, manner);
        if (made.operation() == null) {
            Notices.done("%s is deleted.".formatted(resource.name()));
            getUI().ifPresent(ui -> ui.navigate(CatalogView.class, kind.path()));
        } else {
            Outcome.show(this, kind, made);
        }
    }

    private void newKey() {
        var use =
                kind.equals(Kind.AGENT) ? agents.of(resource, visitor.platform().simulated()) : "";
        NewKey.confirm(kind, resource, use, changed).open();
    }
}
