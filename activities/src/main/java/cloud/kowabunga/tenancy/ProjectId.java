package cloud.kowabunga.tenancy;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Project. */
public record ProjectId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProjectId {
        Id.checked(Noun.PROJECT, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
