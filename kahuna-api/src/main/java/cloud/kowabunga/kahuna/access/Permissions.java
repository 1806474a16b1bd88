package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Holds a caller to the table of rights. */
@Component
final class Permissions {
    /** The variable that names whom SELF means. */
    private static final String SELF = "userId";

    private final Ownership ownership;

    Permissions(Ownership ownership) {
        this.ownership = ownership;
    }

    /**
     * Raises NOT_FOUND for what the caller may not see, whether or not it is there, and NOT_ALLOWED for what they see and may not do.
     * Returns the rule that lets them.
     */
    Rule require(Caller caller, Routes.Route route) {
        var rule = Rules.of(route.method(), route.path())
                .orElseThrow(
                        () -> Fault.NOT_ALLOWED.because("Nobody may do this: the table of rights does not name it."));
        if (caller.isSuperAdmin()) {
            return rule;
        }
        route.variables()
                .forEach((variable, id) -> Owned.ofVariable(variable)
                        .filter(noun -> !ownership.maySee(caller, noun, id))
                        .ifPresent(noun -> {
                            throw absent(noun, id);
                        }));
        switch (rule.right()) {
            case OPEN, SIGNED_IN, LIST, READ, USE -> {}
            case CHANGE -> requireOwn(caller, route);
            case SELF -> requireSelf(caller, route);
            case SUPER_ADMIN -> throw needs(caller, "a superAdmin");
        }
        return rule;
    }

    /**
     * What the caller may do to something at least, each as method and path, with their own id where they may do it to themselves
     * alone. To which objects, {@link #require} says with each call.
     */
    static List<String> of(Caller caller) {
        return Rules.all().stream()
                .filter(rule -> leaves(rule.right(), caller))
                .map(rule -> rule.right() == Right.SELF && !caller.isSuperAdmin()
                        ? rule.key().replace("{%s}".formatted(SELF), caller.id())
                        : rule.key())
                .sorted()
                .toList();
    }

    private static boolean leaves(Right right, Caller caller) {
        return switch (right) {
            case OPEN, SIGNED_IN, LIST, READ, USE, SELF -> true;
            case CHANGE -> caller.isAdmin();
            case SUPER_ADMIN -> caller.isSuperAdmin();
        };
    }

    private void requireOwn(Caller caller, Routes.Route route) {
        if (caller.role() != Role.PROJECT_ADMIN) {
            throw needs(caller, "a projectAdmin of the project, or a superAdmin,");
        }
        route.variables()
                .forEach((variable, id) -> Owned.ofVariable(variable)
                        .filter(noun -> !ownership.mayTouch(caller, noun, id))
                        .ifPresent(noun -> {
                            throw Fault.NOT_ALLOWED.because(
                                    "%s '%s' is not the project's own; a superAdmin is needed for this."
                                            .formatted(noun.title(), id));
                        }));
    }

    private static void requireSelf(Caller caller, Routes.Route route) {
        if (!caller.id().equals(route.variables().get(SELF))) {
            throw needs(caller, "the user themselves, or a superAdmin,");
        }
    }

    static KowabungaException absent(Owned noun, String id) {
        return Fault.NOT_FOUND.because("There is no %s '%s'.".formatted(noun.title(), id));
    }

    static KowabungaException needs(Caller caller, String who) {
        return Fault.NOT_ALLOWED.because("%s has the role %s; %s is needed for this."
                .formatted(caller.name(), caller.role().wire(), who));
    }
}
