package cloud.kowabunga.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Operation. */
public record OperationId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OperationId {
        Id.checked(Noun.OPERATION, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
