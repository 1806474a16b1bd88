package cloud.kowabunga.compute;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Instance. */
public record InstanceId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public InstanceId {
        Id.checked(Noun.INSTANCE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
