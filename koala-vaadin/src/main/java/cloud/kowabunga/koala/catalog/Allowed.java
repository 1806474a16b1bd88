package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import org.springframework.http.HttpMethod;

/** What the person's role may do to the resources of a kind, so that nothing is offered that Kahuna always refuses. */
final class Allowed {
    private final Visitor visitor = Visitor.current();
    private final Kind kind;

    Allowed(Kind kind) {
        this.kind = kind;
    }

    boolean toRead() {
        return to(HttpMethod.GET, "/{id}");
    }

    boolean toMake() {
        return !kind.makeAt().isEmpty() && visitor.may(HttpMethod.POST, kind.makeAt());
    }

    boolean toChange(String id) {
        return to(HttpMethod.PUT, "/" + id);
    }

    boolean toDelete() {
        return to(HttpMethod.DELETE, "/{id}");
    }

    boolean toGiveKey(String id) {
        return to(HttpMethod.PATCH, "/%s/token".formatted(id));
    }

    /** @param path behind that of the kind */
    boolean to(HttpMethod method, String path) {
        return visitor.may(method, "/" + kind.path() + path);
    }

    /** Why there are none, and what can be done about it. */
    String advice() {
        return toMake() || kind.makeAt().isEmpty()
                ? kind.advice()
                : "%s that you may see stand here. Your role, %s, makes none: ask an administrator."
                        .formatted(kind.plural(), visitor.who().role());
    }

    /** Stands where the resources would be, for those who may not read any. */
    String refusal() {
        return "Your role, %s, does not read them: ask an administrator."
                .formatted(visitor.who().role());
    }
}
