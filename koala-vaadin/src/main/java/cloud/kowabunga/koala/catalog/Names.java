package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaClient;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of resources that others refer to by id, fetched once for a screen and kept for as long as it lives. */
final class Names {
    /** Most kinds have no more, so that one question answers all; of others each that is met is asked for by its id. */
    private static final int AHEAD = 500;

    private final KahunaClient kahuna;
    private final Map<String, Map<String, Optional<Resource>>> known = new HashMap<>();

    Names(KahunaClient kahuna) {
        this.kahuna = kahuna;
    }

    /** Those of a kind whose name contains the part, in the order of their names; none while Kahuna is away. */
    List<String> find(String kind, String part, int offset, int limit) {
        try {
            var range = new Range(offset, Math.min(limit, AHEAD), "name");
            return keep(
                    kind,
                    kahuna.names(kind, new ResourceFilter(part, "", ""), range).rows());
        } catch (KahunaAway e) {
            // The banner of the screen says so.
            return List.of();
        }
    }

    /** The one that there is of a kind; empty where there are several or none. */
    Optional<String> only(String kind) {
        var first = find(kind, "", 0, 2);
        return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
    }

    /** The name of one, or its id where it cannot be seen. */
    String name(String kind, String id) {
        return names(kind, List.of(id)).getFirst();
    }

    /** The same of several. */
    List<String> names(String kind, Collection<String> ids) {
        learn(kind, ids);
        return ids.stream()
                .map(id -> one(kind, id).map(Resource::name).orElse(id))
                .toList();
    }

    /** The name of one and of what it hangs from. */
    String title(String kind, String id) {
        learn(kind, List.of(id));
        return one(kind, id)
                .map(found -> found.parentName() == null
                        ? found.name()
                        : "%s (%s)".formatted(found.name(), found.parentName()))
                .orElse(id);
    }

    void forget() {
        known.clear();
    }

    /** Asks for all that are not known at once, and keeps in mind who cannot be seen. */
    void learn(String kind, Collection<String> ids) {
        if (!ids.isEmpty() && !known.containsKey(kind)) {
            var first = kahuna.names(kind, ResourceFilter.ALL, new Range(0, AHEAD, "name"));
            keep(kind, first.rows());
        }
        var missing =
                ids.stream().filter(id -> !of(kind).containsKey(id)).distinct().toList();
        if (!missing.isEmpty()) {
            keep(kind, kahuna.named(kind, missing));
            missing.forEach(id -> of(kind).putIfAbsent(id, Optional.empty()));
        }
    }

    private List<String> keep(String kind, List<Resource> found) {
        found.forEach(resource -> of(kind).put(resource.id(), Optional.of(resource)));
        return found.stream().map(Resource::id).toList();
    }

    private Optional<Resource> one(String kind, String id) {
        return of(kind).getOrDefault(id, Optional.empty());
    }

    private Map<String, Optional<Resource>> of(String kind) {
        return known.computeIfAbsent(kind, _ -> new HashMap<>());
    }
}
