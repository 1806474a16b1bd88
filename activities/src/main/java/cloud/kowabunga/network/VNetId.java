package cloud.kowabunga.network;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one VNet. */
public record VNetId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VNetId {
        Id.checked(Noun.VNET, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
