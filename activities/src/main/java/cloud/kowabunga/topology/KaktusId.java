package cloud.kowabunga.topology;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Kaktus. */
public record KaktusId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KaktusId {
        Id.checked(Noun.KAKTUS, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
