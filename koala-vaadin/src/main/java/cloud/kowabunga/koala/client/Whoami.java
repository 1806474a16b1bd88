package cloud.kowabunga.koala.client;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * What {@code GET /whoami} says: who has signed in, and what their role may do to something at least. What it may do to this or that
 * object, Kahuna says when it is asked to.
 *
 * @param operations each as method and path, with the path's variables in braces
 */
public record Whoami(String id, String name, String role, List<String> operations) {
    /**
     * Whether it makes sense to offer this.
     *
     * @param path below the API, with an id or any word in braces where Kahuna has a variable
     */
    public boolean may(HttpMethod method, String path) {
        var wanted = (method.name() + " " + path).split("[ /]+", -1);
        return operations.stream().anyMatch(operation -> covers(operation.split("[ /]+", -1), wanted));
    }

    private static boolean covers(String[] operation, String[] wanted) {
        if (operation.length != wanted.length) {
            return false;
        }
        for (var part = 0; part < wanted.length; part++) {
            if (!operation[part].equals(wanted[part]) && !operation[part].startsWith("{")) {
                return false;
            }
        }
        return true;
    }
}
