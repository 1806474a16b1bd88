package cloud.kowabunga.compute;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one time that somebody opened the console of an instance. */
public record ConsoleId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConsoleId {
        Id.checked(Noun.CONSOLE, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
