package cloud.kowabunga.koala.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the in-memory Kahuna was told about those who ask it, and what it was asked. */
abstract class FakeNotes {
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private final Map<String, String> preferred = new LinkedHashMap<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
    private String role = "superAdmin";

    /** Nothing of this kind is made any more, for that reason. */
    public synchronized void refuseMaking(String kind, String reason) {
        kept.put(kind, reason);
    }

    /** From now on it stays, for that reason. */
    public synchronized void refuseDeletion(String id, String reason) {
        kept.put(id, reason);
    }

    synchronized String whyKept(String id) {
        return kept.getOrDefault(id, "");
    }

    synchronized void asked(String id, Map<String, Object> change) {
        asked.put(id, change);
    }

    /** What was last asked to be changed of it, as it stood on the wire; empty where nothing was. */
    public synchronized Map<String, Object> asked(String id) {
        return asked.getOrDefault(id, Map.of());
    }

    synchronized void preferred(String operation, @Nullable String prefer) {
        preferred.put(operation, Objects.toString(prefer, ""));
    }

    /** The header {@code Prefer} of the order that became the operation. */
    public synchronized String preferred(String operation) {
        return preferred.getOrDefault(operation, "");
    }

    synchronized void password(String user, String password) {
        passwords.put(user, password);
    }

    /** The password that was set for the user last; empty where none was. */
    public synchronized String password(String user) {
        return passwords.getOrDefault(user, "");
    }

    /** From now on whoever asks has this role. */
    public synchronized void role(String newRole) {
        role = newRole;
    }

    synchronized String role() {
        return role;
    }
}
