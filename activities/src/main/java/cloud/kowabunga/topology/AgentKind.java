package cloud.kowabunga.topology;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an agent serves. Spelled on the wire as the published API does. */
public enum AgentKind {
    KAKTUS("Kaktus"),
    KIWI("Kiwi"),
    KONTROLLER("Kontroller");

    private final String wire;

    AgentKind(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}
