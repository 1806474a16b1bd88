package cloud.kowabunga.compute;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Kompute. */
public record KomputeId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public KomputeId {
        Id.checked(Noun.KOMPUTE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
