package cloud.kowabunga.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds objects by what people call them. */
final class Names {
    private static final int AT_ONCE = 16;

    /** There may be very many of these, and the server can search them. */
    private static final String SEARCHED = "instance";

    private final KahunaApi api;

    Names(KahunaApi api) {
        this.api = api;
    }

    KahunaApi api() {
        return api;
    }

    /** The id of the one object of that noun which has this id or this name. */
    String id(String noun, String typed) {
        return find(noun, typed).path("id").asString(typed);
    }

    /** The object itself. Refuses where there is none, and where several have the name. */
    JsonNode find(String noun, String typed) {
        try {
            return api.get("/" + noun + "/" + KahunaApi.encoded(typed));
        } catch (Refusal absent) {
            if (!absent.isAbsent()) {
                throw absent;
            }
            return one(noun, typed, named(noun, typed));
        }
    }

    /** The ids of several, as {@link #id}. However many names are among them, all objects of the noun are read once. */
    List<String> ids(String noun, List<String> typed) {
        var known = all(noun, typed).stream()
                .map(object -> object.path("id").asString(""))
                .collect(Collectors.toUnmodifiableSet());
        var objects =
                SEARCHED.equals(noun) || known.containsAll(typed) ? List.<JsonNode>of() : all(noun, ids("/" + noun));
        return typed.stream()
                .map(each -> known.contains(each)
                        ? each
                        : one(noun, each, SEARCHED.equals(noun) ? named(noun, each) : called(each, objects))
                                .path("id")
                                .asString(each))
                .toList();
    }

    private static JsonNode one(String noun, String typed, List<JsonNode> named) {
        if (named.size() > 1) {
            throw Refusal.usage("There are %d of the name '%s': %s. Give the id of the one that is meant."
                    .formatted(
                            named.size(),
                            typed,
                            String.join(
                                    ", ",
                                    named.stream()
                                            .map(one -> one.path("id").asString(""))
                                            .toList())));
        }
        if (named.isEmpty()) {
            throw Refusal.answered(404, "There is no %s with the id or name '%s'.".formatted(noun, typed));
        }
        return named.getFirst();
    }

    private List<JsonNode> named(String noun, String name) {
        if (noun.equals(SEARCHED)) {
            return api.get("/search/instances" + KahunaApi.query(Map.of("name", name, "limit", "1000")))
                    .valueStream()
                    .filter(row -> row.path("name").asString("").equals(name))
                    .map(row -> api.get("/instance/" + row.path("id").asString("")))
                    .toList();
        }
        return called(name, all(noun, ids("/" + noun)));
    }

    private static List<JsonNode> called(String name, List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.path("name").asString("").equals(name)
                        || object.path("email").asString("").equals(name))
                .toList();
    }

    List<String> ids(String path) {
        return api.get(path).valueStream().map(id -> id.asString("")).toList();
    }

    /** The objects with these ids, in their order; one that is deleted meanwhile is left out. */
    List<JsonNode> all(String noun, List<String> ids) {
        var turns = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = ids.stream()
                    .map(id -> threads.submit(() -> {
                        turns.acquire();
                        try {
                            return api.get("/" + noun + "/" + KahunaApi.encoded(id));
                        } finally {
                            turns.release();
                        }
                    }))
                    .toList();
            var found = new ArrayList<JsonNode>();
            asked.forEach(answer -> take(answer, found));
            return found;
        }
    }

    private static void take(Future<JsonNode> answer, List<JsonNode> found) {
        try {
            found.add(answer.get());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof Refusal no)) {
                throw new IllegalStateException(failed);
            }
            if (!no.isAbsent()) {
                throw no;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.away("Interrupted.", interrupted);
        }
    }
}
