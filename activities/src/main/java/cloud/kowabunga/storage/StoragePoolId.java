package cloud.kowabunga.storage;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one StoragePool. */
public record StoragePoolId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StoragePoolId {
        Id.checked(Noun.STORAGE_POOL, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
