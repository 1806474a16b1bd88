package cloud.kowabunga.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code list show create update delete} and all that is special to it, for one noun. */
final class NounCommands {
    private final Noun noun;
    private final List<String> nouns;
    private final Surroundings here;

    NounCommands(Noun noun, List<String> nouns, Surroundings here) {
        this.noun = noun;
        this.nouns = nouns;
        this.here = here;
    }

    CommandSpec group() {
        var group = Command.group(noun.word(), noun.about());
        if (!noun.lists().isEmpty()) {
            group.addSubcommand("list", list());
        }
        group.addSubcommand("show", show());
        if (!noun.creations().isEmpty()) {
            group.addSubcommand("create", create());
        }
        noun.update().ifPresent(route -> group.addSubcommand("update", update(route)));
        noun.deletion().ifPresent(route -> group.addSubcommand("delete", delete(route)));
        for (var action : noun.actions()) {
            if (!group.subcommands().containsKey(noun.verb(action))) {
                group.addSubcommand(noun.verb(action), action(action));
            }
        }
        return group;
    }

    private CommandSpec list() {
        var command = Command.of("list", "List them all, or those of a parent.", here)
                .flag("--ids", "Only their ids, which asks for nothing else.");
        noun.lists().stream()
                .flatMap(route -> Noun.parents(route).stream())
                .distinct()
                .forEach(parent -> command.option(
                        "--" + parent,
                        parent.toUpperCase(java.util.Locale.ROOT),
                        "Only those of it: an id or a name."));
        return command.does(typed -> {
            var names = new Names(typed.api());
            var ids = names.ids(path(fitting("list", noun.lists(), typed), typed, names, ""));
            if (!typed.truth("--ids")) {
                typed.output().list(names.all(noun.word(), ids), List.of(), here.out());
            } else if (typed.output() == Output.TABLE) {
                ids.forEach(here.out()::println);
            } else {
                typed.output().one(Values.JSON.valueToTree(ids), here.out());
            }
        });
    }

    private CommandSpec show() {
        return onOne("show", "Show one.").does(typed -> {
            var names = new Names(typed.api());
            typed.output().one(names.find(noun.word(), typed.argument().orElseThrow()), here.out());
        });
    }

    private CommandSpec create() {
        var route = noun.creations().getFirst();
        var command = Command.of("create", route.summary() + ".", here);
        var named = route.body().stream().anyMatch(field -> field.name().equals("name"));
        if (named) {
            command.argument("NAME", "What it is to be called.", false);
        }
        for (var way : noun.creations()) {
            for (var parent : Noun.parents(way)) {
                command.option(
                        "--" + parent,
                        parent.toUpperCase(java.util.Locale.ROOT),
                        "In which " + parent + ": an id or a name.");
            }
            way.query().forEach(field -> command.option(field, false));
            way.body().stream()
                    .filter(field -> !field.name().equals("name"))
                    .forEach(field -> command.option(field, false));
        }
        command.option(
                "--from",
                "FILE",
                "The whole of it from a JSON or YAML file, '-' for standard input; options go before it.");
        waiting(command, route);
        return command.does(typed -> {
            var names = new Names(typed.api());
            var way = fitting("create", noun.creations(), typed);
            var request = new Request(way, typed, names, nouns);
            var body = request.body();
            if (named) {
                typed.argument().ifPresent(name -> body.put("name", name));
            }
            request.requireComplete(body);
            new Orders(typed, names, noun.word())
                    .run(
                            way,
                            path(way, typed, names, "") + request.query(),
                            body,
                            body.path("name").asString("it"));
        });
    }

    private CommandSpec update(Route route) {
        var command = onOne("update", route.summary() + ". What is not given stays as it is.");
        route.body().forEach(field -> command.option(field, false));
        route.query().forEach(field -> command.option(field, false));
        command.option(
                "--from", "FILE", "Changes from a JSON or YAML file, '-' for standard input; options go before it.");
        waiting(command, route);
        return command.does(typed -> {
            var names = new Names(typed.api());
            var request = new Request(route, typed, names, nouns);
            var body = request.body();
            if (body.isEmpty()) {
                throw Refusal.usage("Nothing to change was given. Options: "
                        + route.body().stream().map(Field::option).collect(Collectors.joining(" ")));
            }
            var typedName = typed.argument().orElseThrow();
            new Orders(typed, names, noun.word())
                    .run(route, path(route, typed, names, typedName) + request.query(), body, typedName);
        });
    }

    private CommandSpec delete(Route route) {
        var command = onOne("delete", route.summary() + ".").flag("--yes", "Do not ask.");
        waiting(command, route);
        return command.does(typed -> {
            var names = new Names(typed.api());
            var object = names.find(noun.word(), typed.argument().orElseThrow());
            var name = object.path("name").asString(object.path("id").asString(""));
            if (!typed.truth("--yes")) {
                confirm(name);
            }
            var path = "/" + noun.word() + "/" + object.path("id").asString("");
            new Orders(typed, names, noun.word()).run(route, path, null, name);
        });
    }

    private void confirm(String name) {
        var answer =
                here.ask("This deletes the %s '%s' for good. Type its name to go on: ".formatted(noun.word(), name));
        if (!answer.equals(name)) {
            throw Refusal.usage("Nothing was deleted" + (here.interactive() ? "." : ". In a script, give --yes."));
        }
    }

    private CommandSpec action(Route route) {
        var command = onOne(noun.verb(route), route.summary() + ".");
        for (var parent : Noun.parents(route)) {
            if (!parent.equals(noun.word())) {
                command.option(
                        "--" + parent,
                        parent.toUpperCase(java.util.Locale.ROOT),
                        "Of which " + parent + ": an id or a name.");
            }
        }
        route.query().forEach(field -> command.option(field, false));
        route.body().forEach(field -> command.option(field, false));
        waiting(command, route);
        return command.does(typed -> {
            var names = new Names(typed.api());
            var request = new Request(route, typed, names, nouns);
            var body = route.body().isEmpty() ? null : request.body();
            var name = typed.argument().orElseThrow();
            new Orders(typed, names, noun.word())
                    .run(route, path(route, typed, names, name) + request.query(), body, name);
        });
    }

    private Command onOne(String verb, String summary) {
        return Command.of(verb, summary, here)
                .argument(noun.word().toUpperCase(java.util.Locale.ROOT), "Its id or its name.", true);
    }

    static void waiting(Command command, Route route) {
        if (route.waits()) {
            command.flag("--no-wait", "Begin the operation, show it, and do not wait for its end.");
            command.flag(
                    "--pause-on-failure",
                    "Let a refused step wait, with everything in place, for operation retry, skip or cancel; else what was done is undone.");
        }
    }

    /** Of several ways, the one whose parents were all given, and none besides. */
    private Route fitting(String verb, List<Route> ways, Typed typed) {
        var given = ways.stream()
                .flatMap(way -> Noun.parents(way).stream())
                .distinct()
                .filter(parent -> typed.has("--" + parent))
                .collect(Collectors.toSet());
        // A pool may be the parent of a way and an option of another.
        Optional<Route> fits = ways.stream()
                .filter(way -> given.containsAll(Noun.parents(way)))
                .max(Comparator.comparingInt(way -> way.parameters().size()))
                .filter(way -> given.stream()
                        .allMatch(parent -> Noun.parents(way).contains(parent)
                                || way.query().stream()
                                        .anyMatch(field -> field.option().equals("--" + parent))));
        return fits.orElseThrow(() -> Refusal.usage("%s %s needs %s."
                .formatted(
                        noun.word(),
                        verb,
                        ways.stream()
                                .map(way -> Noun.parents(way).stream()
                                        .map(parent -> "--" + parent)
                                        .collect(Collectors.joining(" and ")))
                                .map(options -> options.isEmpty() ? "no parent" : options)
                                .distinct()
                                .collect(Collectors.joining(", or ")))));
    }

    /** @param own the id or name of the object itself; empty where the path has none */
    private String path(Route route, Typed typed, Names names, String own) {
        var ids = new LinkedHashMap<String, String>();
        for (var parameter : route.parameters()) {
            var parent = Route.noun(parameter);
            var said = parent.equals(noun.word()) && !own.isEmpty()
                    ? own
                    : typed.text("--" + parent)
                            .orElseThrow(() -> Refusal.usage("--" + parent + " is needed: an id or a name."));
            ids.put(parameter, nouns.contains(parent) ? names.id(parent, said) : said);
        }
        var path = route.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", KahunaApi.encoded(id.getValue()));
        }
        return path;
    }
}
