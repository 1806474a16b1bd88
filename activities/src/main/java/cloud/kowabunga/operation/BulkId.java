package cloud.kowabunga.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Bulk: many resources to which the same is done. */
public record BulkId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BulkId {
        Id.checked(Noun.BULK, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
