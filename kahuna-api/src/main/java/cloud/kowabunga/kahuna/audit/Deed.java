package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.Noun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request does, as its method and its path say it: {@code PUT /project/{projectId}} is UpdateProject.
 *
 * @param noun as it stands in paths
 * @param resource the id in the path; absent for what is made anew
 */
record Deed(String verb, String noun, @Nullable String resource, boolean creates) {
    private static final Map<String, String> CHANGES =
            Map.of("POST", "Create", "PUT", "Update", "PATCH", "Change", "DELETE", "Delete");

    /** Paths that are no noun's. */
    private static final Map<String, Deed> ALONE = Map.of(
            "/bulk", new Deed("RunBulk", "bulk", null, true),
            "/login", new Deed("SignIn", "user", null, false),
            "/login/oidc", new Deed("SignIn", "user", null, false),
            "/logout", new Deed("SignOut", "user", null, false),
            "/resetPassword", new Deed("ResetPassword", "user", null, false));

    /** Last words of a path that do something with the noun before them. */
    private static final Map<String, String> WORDS = Map.of(
            "token", "RotateKeyOf",
            "default", "MakeDefault",
            "password", "SetPasswordOf",
            "resetPassword", "ResetPasswordOf");

    /** @param path behind {@code /api/v1}, with its variables in braces */
    static Deed of(String method, String path, Map<String, String> variables) {
        var alone = ALONE.get(path);
        if (alone != null) {
            return alone;
        }
        var segments = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        var last = segments.isEmpty() ? "" : segments.getLast();
        var change = CHANGES.getOrDefault(method, method);
        if (isVariable(last) && segments.size() > 1) {
            var noun = segments.get(segments.size() - 2);
            return new Deed(change + title(noun), noun, variables.get(inside(last)), false);
        }
        var words = wordsAtEnd(segments);
        var before = segments.size() - words.size();
        if (method.equals("POST") && words.size() == 1 && !isAction(segments)) {
            return new Deed(change + title(last), last, null, true);
        }
        if (before < 2) {
            return new Deed(change + title(last), last, null, false);
        }
        var noun = segments.get(before - 2);
        var verb = words.stream()
                .map(word -> WORDS.getOrDefault(word, capital(word)))
                .collect(Collectors.joining());
        return new Deed(verb + title(noun), noun, variables.get(inside(segments.get(before - 1))), false);
    }

    /** An operation is only ever told what to do; nobody makes something inside it. */
    private static boolean isAction(List<String> segments) {
        return segments.size() > 1 && segments.getFirst().equals(Noun.OPERATION.path());
    }

    private static List<String> wordsAtEnd(List<String> segments) {
        var words = new ArrayList<String>();
        for (var index = segments.size() - 1; index >= 0 && !isVariable(segments.get(index)); index--) {
            words.addFirst(segments.get(index));
        }
        return words;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static String inside(String variable) {
        return variable.substring(1, variable.length() - 1);
    }

    private static String title(String noun) {
        return Arrays.stream(Noun.values())
                .filter(known -> known.path().equals(noun))
                .findFirst()
                .map(Noun::title)
                .orElseGet(() -> capital(noun));
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
