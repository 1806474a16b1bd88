package cloud.kowabunga.topology;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Region. */
public record RegionId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RegionId {
        Id.checked(Noun.REGION, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
