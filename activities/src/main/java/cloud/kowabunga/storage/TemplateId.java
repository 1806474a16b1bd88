package cloud.kowabunga.storage;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one Template. */
public record TemplateId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TemplateId {
        Id.checked(Noun.TEMPLATE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
