package cloud.kowabunga.network;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Adapter. */
public record AdapterId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AdapterId {
        Id.checked(Noun.ADAPTER, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
