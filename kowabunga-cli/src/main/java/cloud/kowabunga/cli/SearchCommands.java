package cloud.kowabunga.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code search instances}, {@code search agents}: whole rows in one call. */
final class SearchCommands {
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "instances",
            List.of("id", "name", "project_name", "state", "vcpus", "memory", "kaktus_name", "addresses", "operation"),
            "agents",
            List.of("id", "name", "type", "alive", "last_seen", "version", "hypervisor", "problems"));

    private final List<Route> routes;
    private final List<String> nouns;
    private final Surroundings here;

    SearchCommands(List<Route> routes, List<String> nouns, Surroundings here) {
        this.routes = routes.stream()
                .filter(route -> route.method().equals("GET") && route.path().matches("/search/\\w+"))
                .toList();
        this.nouns = nouns;
        this.here = here;
    }

    CommandSpec group() {
        var group = Command.group("search", "Find things, with their state, in one call.");
        routes.forEach(route -> group.addSubcommand(route.last(), search(route)));
        return group;
    }

    private CommandSpec search(Route route) {
        var command = Command.of(route.last(), route.summary() + ".", here);
        route.query().forEach(field -> command.option(field, false));
        return command.does(typed -> {
            var api = typed.api();
            var names = new Names(api);
            var parameters = new LinkedHashMap<String, String>();
            route.query()
                    .forEach(field -> typed.text(field.option())
                            .ifPresent(said -> parameters.put(
                                    field.name(), nouns.contains(field.name()) ? names.id(field.name(), said) : said)));
            var rows = api.get(route.path() + KahunaApi.query(parameters))
                    .valueStream()
                    .toList();
            typed.output().list(rows, COLUMNS.getOrDefault(route.last(), List.of()), here.out());
        });
    }
}
