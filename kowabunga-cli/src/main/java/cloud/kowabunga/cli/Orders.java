package cloud.kowabunga.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends a call that changes something, follows the operation that it began, and shows what came of it. */
final class Orders {
    private static final int ACCEPTED = 202;

    private final Typed typed;
    private final KahunaApi api;
    private final Names names;
    private final String noun;

    Orders(Typed typed, Names names, String noun) {
        this.typed = typed;
        this.api = names.api();
        this.names = names;
        this.noun = noun;
    }

    /** @param name what the person called the object */
    void run(Route route, String path, @Nullable JsonNode body, String name) {
        var answer = api.call(route.method(), path, body, preferences(route));
        if (answer.secret() != null) {
            // Told this once, and alone on standard output, so that it can go straight into a file.
            typed.here().out().println(answer.secret());
        } else if (answer.status() == ACCEPTED) {
            accepted(route, answer.body(), name);
        } else if (answer.body().isNull()) {
            typed.tell(done(route, name));
        } else {
            typed.output().one(answer.body(), typed.here().out());
        }
    }

    private String[] preferences(Route route) {
        if (!route.waits()) {
            return new String[0];
        }
        return typed.truth("--pause-on-failure")
                ? new String[] {"respond-async", "pause-on-failure"}
                : new String[] {"respond-async"};
    }

    private void accepted(Route route, JsonNode operation, String name) {
        var id = operation.path("id").asString("");
        if (typed.truth("--no-wait")) {
            typed.output().one(operation, typed.here().out());
            return;
        }
        typed.tell("Operation " + id);
        var end = new Following(api, typed.here()).toTheEnd(id);
        if (!end.path("state").asString("").equals("SUCCEEDED")) {
            throw Refusal.failed("%s: %s"
                    .formatted(
                            end.path("state").asString("").equals("CANCELLED") ? "Cancelled" : "Failed",
                            end.path("reason").asString("no reason was given.")));
        }
        if (!noun.isEmpty() && (route.method().equals("POST") || route.method().equals("PUT"))) {
            typed.output()
                    .one(
                            names.find(noun, end.path("resource").asString("")),
                            typed.here().out());
        } else {
            typed.tell(done(route, name));
        }
    }

    private String done(Route route, String name) {
        if (noun.isEmpty()) {
            return "Done: " + route.summary() + ".";
        }
        return route.method().equals("DELETE")
                ? "Deleted: %s '%s'.".formatted(noun, name)
                : "Done: %s '%s', %s.".formatted(noun, name, route.last());
    }
}
