package cloud.kowabunga.kahuna.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A resource of any noun as a choice shows it.
 *
 * @param parent the id of what it hangs from, for example of a zone's region
 * @param kompute the id of the Kompute that it is a part of
 * @param isDefault whether it is the default among those that hang from the same; absent where its noun knows none
 */
record ResourceRow(
        String id,
        String name,
        @Nullable String parent,
        @Nullable String parentName,
        @Nullable String kompute,
        @JsonProperty("default") @Nullable Boolean isDefault) {}
