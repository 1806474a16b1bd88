package cloud.kowabunga.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code bulk --verb stop --noun instance --resources web-1,web-2}: the same for many, by their ids or their names. */
final class BulkCommand {
    static final String PATH = "/bulk";

    private BulkCommand() {}

    static CommandSpec of(Route route, Surroundings here) {
        var command = Command.of(route.word(), route.summary() + ".", here);
        route.body().forEach(field -> command.option(field, field.required()));
        command.flag("--yes", "Do not ask before something is deleted.");
        NounCommands.waiting(command, route);
        return command.does(typed -> {
            var names = new Names(typed.api());
            var body = named(new Request(route, typed, names, List.of()).body(), names);
            var noun = body.path("noun").asString("");
            var count = String.valueOf(body.path("resources").size());
            if (body.path("verb").asString("").equals("delete") && !typed.truth("--yes")) {
                var answer =
                        here.ask("This deletes %s of %s for good. Type %s to go on: ".formatted(count, noun, count));
                if (!answer.equals(count)) {
                    throw Refusal.usage(
                            "Nothing was deleted" + (here.interactive() ? "." : ". In a script, give --yes."));
                }
            }
            new Orders(typed, names, "").run(route, route.path(), body, count + " of " + noun);
        });
    }

    private static ObjectNode named(ObjectNode body, Names names) {
        var typed = body.path("resources")
                .valueStream()
                .map(said -> said.asString(""))
                .toList();
        var ids = JsonNodeFactory.instance.arrayNode();
        names.ids(body.path("noun").asString(""), typed).forEach(ids::add);
        body.set("resources", ids);
        return body;
    }
}
