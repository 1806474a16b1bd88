package cloud.kowabunga.topology;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Agent. */
public record AgentId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AgentId {
        Id.checked(Noun.AGENT, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
