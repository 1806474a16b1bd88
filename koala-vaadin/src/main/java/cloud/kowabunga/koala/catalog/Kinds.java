package cloud.kowabunga.koala.catalog;

import java.util.List;

/** What the kinds of resources are called, for screens that speak of all of them. */
public final class Kinds {
    private Kinds() {}

    /** As they stand in paths. */
    public static List<String> paths() {
        return Kind.ALL.stream().map(Kind::path).toList();
    }

    /** For a person; made of the path where the kind has no pages here. */
    public static String title(String path) {
        return Kind.at(path)
                .map(Kind::title)
                .orElseGet(() -> path.isEmpty() ? path : Character.toUpperCase(path.charAt(0)) + path.substring(1));
    }
}
