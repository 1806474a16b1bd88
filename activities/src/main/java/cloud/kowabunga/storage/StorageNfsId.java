package cloud.kowabunga.storage;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one StorageNFS. */
public record StorageNfsId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StorageNfsId {
        Id.checked(Noun.STORAGE_NFS, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
