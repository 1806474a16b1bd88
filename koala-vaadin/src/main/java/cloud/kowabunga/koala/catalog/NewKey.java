package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.ui.Confirm;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Gives a user or an agent a new key, which ends the one that they have. */
final class NewKey {
    private NewKey() {}

    /**
     * @param use what to do with the key, ready to copy; empty where there is nothing to type
     * @param done is told when there is a new one
     */
    static Confirm confirm(Kind kind, Resource owner, String use, Runnable done) {
        var last = new DatePicker("Last day");
        last.setId("last-day");
        last.setWidthFull();
        last.setClearButtonVisible(true);
        last.setI18n(new DatePickerI18n().setBadInputErrorMessage("This is no day. Choose one, or leave it empty."));
        last.setHelperText("In UTC. Empty: it holds until it is revoked or another one is made.");
        return new Confirm("Give a new key to", owner.name(), consequence(kind, owner), () -> {
                    var secret = give(kind, owner, last.getValue());
                    new SecretNotice("The new key of " + owner.name(), secret, use).open();
                    done.run();
                })
                .saying("Make new key")
                .with(last);
    }

    private static String consequence(Kind kind, Resource owner) {
        if (isFirst(owner)) {
            return kind.equals(Kind.AGENT)
                    ? "It has no key yet. The new one is shown once, with the commands for its machine."
                    : "They have no key yet. The new one is shown once: whoever has it acts in their name.";
        }
        return kind.equals(Kind.AGENT)
                ? "The key that the agent has now ends at once, and its tunnel with it."
                : "A user has one key. The one that they have now ends at once: programs that use it are refused until they are"
                        + " given the new one, and whoever has signed in with it is signed out.";
    }

    private static boolean isFirst(Resource owner) {
        var visitor = Visitor.current();
        var theirs = new ResourceFilter("", owner.id(), "");
        return visitor.ask(() -> visitor.kahuna().resources(Kind.TOKEN.path(), theirs, new Range(0, 1, "name")))
                .filter(keys -> keys.total() == 0)
                .isPresent();
    }

    private static String give(Kind kind, Resource owner, @Nullable LocalDate last) {
        var wish = last == null ? "expire=false" : "expire=true&expirationDate=" + last;
        var made = Visitor.current()
                .kahuna()
                .order(HttpMethod.PATCH, "/%s/%s/token?%s".formatted(kind.path(), owner.id(), wish), null);
        return made.secret() == null ? "Kahuna showed no key." : made.secret();
    }
}
