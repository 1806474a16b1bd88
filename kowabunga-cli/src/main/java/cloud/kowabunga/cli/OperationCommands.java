package cloud.kowabunga.cli;

import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code operation list show follow cancel retry skip export replay}. */
final class OperationCommands {
    private static final List<String> COLUMNS =
            List.of("id", "verb", "resource_name", "state", "waiting_for", "requester", "ordered_at", "reason");

    private final Route list;
    private final Surroundings here;

    OperationCommands(List<Route> routes, Surroundings here) {
        this.list = routes.stream()
                .filter(route -> route.is("GET", "/operation"))
                .findFirst()
                .orElseThrow();
        this.here = here;
    }

    CommandSpec group() {
        var group =
                Command.group("operation", "See what goes on in the data centers, and decide where a person is asked.");
        group.addSubcommand("list", list());
        group.addSubcommand("show", show());
        group.addSubcommand("follow", follow());
        group.addSubcommand("cancel", decide("cancel", "Stop it and undo what it did."));
        group.addSubcommand("retry", decide("retry", "Try the step again now at which it stands."));
        group.addSubcommand("skip", decide("skip", "Leave the step as it is at which it stands, and go on."));
        var histories = new HistoryCommands(here);
        group.addSubcommand("export", histories.export());
        group.addSubcommand("replay", histories.replay());
        return group;
    }

    private CommandSpec list() {
        var command = Command.of("list", "List operations, newest first.", here);
        list.query().forEach(field -> command.option(field, false));
        return command.does(typed -> {
            var api = typed.api();
            var parameters = new LinkedHashMap<String, String>();
            list.query()
                    .forEach(field -> typed.text(field.option())
                            .ifPresent(said -> parameters.put(
                                    field.name(),
                                    field.name().equals("project") ? new Names(api).id("project", said) : said)));
            var found = api.get("/operation" + KahunaApi.query(parameters));
            typed.output().list(found.valueStream().toList(), COLUMNS, here.out());
        });
    }

    private CommandSpec show() {
        return onOne("show", "Show one with its steps.").does(typed -> {
            var operation = typed.api().get(path(typed));
            if (typed.output() != Output.TABLE) {
                typed.output().one(operation, here.out());
                return;
            }
            var facts = operation.deepCopy();
            ((tools.jackson.databind.node.ObjectNode) facts).remove("steps");
            typed.output().one(facts, here.out());
            here.out().println();
            typed.output()
                    .list(
                            operation.path("steps").valueStream().toList(),
                            List.of("number", "state", "name", "agent", "attempt", "progress", "last_error", "error"),
                            here.out());
        });
    }

    private CommandSpec follow() {
        return onOne("follow", "Watch its steps to its end; what it is then decides the exit code.")
                .does(typed -> {
                    var api = typed.api();
                    var id = api.get(path(typed)).path("id").asString("");
                    var end = new Following(api, here).toTheEnd(id);
                    if (!end.path("state").asString("").equals("SUCCEEDED")) {
                        throw Refusal.failed(end.path("state").asString("") + ": "
                                + end.path("reason").asString(""));
                    }
                    typed.tell("SUCCEEDED");
                });
    }

    private CommandSpec decide(String verb, String summary) {
        return onOne(verb, summary)
                .does(typed -> typed.output()
                        .one(
                                typed.api()
                                        .call("POST", path(typed) + "/" + verb, null)
                                        .body(),
                                here.out()));
    }

    private Command onOne(String verb, String summary) {
        return Command.of(verb, summary, here).argument("OPERATION", "Its id.", true);
    }

    private static String path(Typed typed) {
        return "/operation/" + KahunaApi.encoded(typed.argument().orElseThrow());
    }
}
