package cloud.kowabunga.cli;

import java.util.List;

/**
 * One call of the API.
 *
 * @param path as the document has it, for example {@code /region/{regionId}/zone}
 * @param about what it answers with
 * @param parameters the names of the path's parameters, in its order
 * @param query what may be asked for behind the question mark
 * @param body what may be in the body; empty where there is none
 * @param waits whether it begins an operation, and answers with it where the caller prefers that
 * @param ids whether it answers with a list of ids
 */
record Route(
        String method,
        String path,
        String summary,
        String about,
        List<String> parameters,
        List<Field> query,
        List<Field> body,
        boolean waits,
        boolean ids) {
    Route {
        parameters = List.copyOf(parameters);
        query = List.copyOf(query);
        body = List.copyOf(body);
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/"));
    }

    String last() {
        return segments().getLast();
    }

    /** The command of a call that concerns no object, for example {@code reset-password}. */
    String word() {
        return Field.kebab(String.join("-", segments()));
    }

    boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** The noun that a parameter is the id of. */
    static String noun(String parameter) {
        return parameter.endsWith("Id") ? parameter.substring(0, parameter.length() - 2) : parameter;
    }
}
