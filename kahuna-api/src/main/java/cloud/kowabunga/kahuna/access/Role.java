package cloud.kowabunga.kahuna.access;

import java.util.Arrays;

/** What a caller may do. Spelled in the database and on the wire as the published API does. */
public enum Role {
    SUPER_ADMIN("superAdmin"),
    PROJECT_ADMIN("projectAdmin"),
    USER("user");

    private final String wire;

    Role(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** The wire's word must be one of these. */
    public static Role of(String wire) {
        return Arrays.stream(values())
                .filter(role -> role.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No role is named '" + wire + "'."));
    }
}
