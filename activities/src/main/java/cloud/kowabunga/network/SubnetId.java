package cloud.kowabunga.network;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Subnet. */
public record SubnetId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SubnetId {
        Id.checked(Noun.SUBNET, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
