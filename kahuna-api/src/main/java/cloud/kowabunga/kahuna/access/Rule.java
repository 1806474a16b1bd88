package cloud.kowabunga.kahuna.access;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may do one operation.
 *
 * @param path as it stands in the API's document, behind {@code /api/v1}
 * @param listed of LIST, the noun whose ids the answer holds
 */
record Rule(
        String method, String path, Right right, @Nullable Owned listed) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    Rule {
        var somebodys = right == Right.READ || right == Right.USE || right == Right.CHANGE || right == Right.SELF;
        if (somebodys && owned(path).isEmpty()) {
            throw new IllegalArgumentException("%s %s names nothing that is somebody's.".formatted(method, path));
        }
        if ((right == Right.LIST) != (listed != null)) {
            throw new IllegalArgumentException("%s %s: LIST, and nothing else, names a noun.".formatted(method, path));
        }
    }

    /** From a row of the table. */
    static Rule parse(String line) {
        var words = List.of(line.strip().split("\\s+", -1));
        var listed = words.size() == 4 ? Owned.of(words.get(3)).orElseThrow() : null;
        return new Rule(words.get(0), words.get(1), Right.valueOf(words.get(2)), listed);
    }

    String key() {
        return method + " " + path;
    }

    private static List<String> owned(String path) {
        return VARIABLE.matcher(path)
                .results()
                .map(found -> found.group(1))
                .filter(variable -> Owned.ofVariable(variable).isPresent())
                .toList();
    }
}
