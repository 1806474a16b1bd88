package cloud.kowabunga.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of object that the API publishes, with all that can be done to it.
 *
 * @param word as it stands in paths, and as people type it
 * @param about what it is, in a sentence
 * @param lists where ids of it can be read, the shortest path first
 * @param creations where one can be made
 * @param actions everything else that is done to one of them
 */
record Noun(
        String word,
        String about,
        List<Route> lists,
        List<Route> creations,
        Optional<Route> update,
        Optional<Route> deletion,
        List<Route> actions) {
    /** What has commands of its own shape. */
    private static final Set<String> NOT_A_NOUN = Set.of("operation");

    static List<Noun> in(List<Route> routes) {
        var words = routes.stream()
                .filter(route -> route.method().equals("GET")
                        && route.segments().size() == 2
                        && route.parameters().equals(List.of(route.segments().getFirst() + "Id")))
                .map(route -> route.segments().getFirst())
                .filter(word -> !NOT_A_NOUN.contains(word))
                .distinct()
                .toList();
        return words.stream().map(word -> of(word, words, routes)).toList();
    }

    private static Noun of(String word, List<String> words, List<Route> routes) {
        var one = "/" + word + "/{" + word + "Id}";
        return new Noun(
                word,
                first(routes, "GET", one).map(Route::about).orElse(""),
                routes.stream()
                        .filter(route -> lists(route, word))
                        .sorted(Comparator.comparingInt(
                                route -> route.parameters().size()))
                        .toList(),
                routes.stream()
                        .filter(route ->
                                route.method().equals("POST") && route.last().equals(word) && isBelowParents(route))
                        .toList(),
                first(routes, "PUT", one),
                first(routes, "DELETE", one),
                routes.stream().filter(route -> isAction(route, one, words)).toList());
    }

    /** Whether a route answers with ids of that noun: its last word is the noun's, or the noun's plural. */
    private static boolean lists(Route route, String word) {
        return route.method().equals("GET")
                && route.ids()
                && isBelowParents(route)
                && Stream.of("", "s", "es").anyMatch(plural -> route.last().equals(word + plural));
    }

    /** Whether words and parameters take turns, so that each parameter is the id of what stands before it. */
    private static boolean isBelowParents(Route route) {
        return route.segments().size() == route.parameters().size() * 2 + 1;
    }

    private static Optional<Route> first(List<Route> routes, String method, String path) {
        return routes.stream().filter(route -> route.is(method, path)).findFirst();
    }

    /** {@code /instance/{instanceId}/start}, and {@code /region/{regionId}/pool/{poolId}/default}. */
    private static boolean isAction(Route route, String one, List<String> words) {
        var behind = route.path().lastIndexOf(one + "/");
        if (behind < 0) {
            return false;
        }
        var object = route.path().substring(0, behind + one.length());
        return object.split("/", -1).length == route.parameters().size() * 2 + 1
                && words.stream()
                        .noneMatch(word -> lists(route, word)
                                || (route.method().equals("POST")
                                        && route.last().equals(word)));
    }

    /** Whether the call is one of its commands. */
    boolean has(Route route) {
        return Stream.of(lists.stream(), creations.stream(), update.stream(), deletion.stream(), actions.stream())
                        .flatMap(each -> each)
                        .anyMatch(route::equals)
                || route.is("GET", "/" + word + "/{" + word + "Id}");
    }

    /** The parents under which one is made or listed, as option names without dashes. */
    static List<String> parents(Route route) {
        return route.parameters().stream().map(Route::noun).toList();
    }

    /** What people type for an action; where several calls share a path, the changing ones say what they do. */
    String verb(Route action) {
        var of = "{" + this.word + "Id}/";
        var verb = action.path().substring(action.path().lastIndexOf(of) + of.length());
        var word = Field.kebab(verb.replace('/', '-'));
        if (word.equals("default")) {
            return "make-default";
        }
        var sharing = actions.stream()
                .filter(other -> other.path().equals(action.path()))
                .count();
        return sharing == 1
                ? word
                : switch (action.method()) {
                    case "PUT", "PATCH" -> "set-" + word;
                    case "POST" -> "add-" + word;
                    case "DELETE" -> "remove-" + word;
                    default -> word;
                };
    }
}
