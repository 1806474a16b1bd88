package cloud.kowabunga.storage;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Volume. */
public record VolumeId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VolumeId {
        Id.checked(Noun.VOLUME, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
