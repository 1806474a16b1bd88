package cloud.kowabunga.topology;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Zone. */
public record ZoneId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ZoneId {
        Id.checked(Noun.ZONE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
