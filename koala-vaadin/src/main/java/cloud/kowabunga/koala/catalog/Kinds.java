package cloud.kowabunga.koala.catalog;

import java.util.List;

/** What the kinds of resources are called, for screens that speak of all of them. */
public final class Kinds {
    private Kinds() {}

    /** As they stand in paths. */
    public static List<String> paths() {
        return Kind.ALL.stream().map(Kind::path).toList();
    }

    /** For a person; the path itself where this Koala does not know the kind. */
    public static String title(String path) {
        return Kind.at(path).map(Kind::title).orElse(path);
    }
}
