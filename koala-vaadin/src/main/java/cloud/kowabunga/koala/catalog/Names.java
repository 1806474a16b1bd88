package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.KahunaClient;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of resources that others refer to by id, fetched once for a screen and kept for as long as it lives. */
final class Names {
    /** Those who have more of a kind find them by typing a part of the name. */
    private static final int MOST = 500;

    private final KahunaClient kahuna;
    private final Map<String, Map<String, Resource>> known = new HashMap<>();

    Names(KahunaClient kahuna) {
        this.kahuna = kahuna;
    }

    /** Those of a kind, by name. */
    List<String> ids(String kind) {
        return List.copyOf(byId(kind).keySet());
    }

    /** The name of one, or its id where it cannot be seen. */
    String name(String kind, String id) {
        var resource = byId(kind).get(id);
        return resource == null ? id : resource.name();
    }

    /** The name of one and of what it hangs from. */
    String title(String kind, String id) {
        var resource = byId(kind).get(id);
        return resource == null || resource.parentName() == null
                ? name(kind, id)
                : "%s (%s)".formatted(resource.name(), resource.parentName());
    }

    void forget() {
        known.clear();
    }

    private Map<String, Resource> byId(String kind) {
        return known.computeIfAbsent(kind, this::fetch);
    }

    private Map<String, Resource> fetch(String kind) {
        var found = new java.util.LinkedHashMap<String, Resource>();
        kahuna.names(kind, ResourceFilter.ALL, new Range(0, MOST, "name"))
                .rows()
                .forEach(resource -> found.put(resource.id(), resource));
        return found;
    }
}
