package cloud.kowabunga.topology;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Kiwi. */
public record KiwiId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KiwiId {
        Id.checked(Noun.KIWI, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
