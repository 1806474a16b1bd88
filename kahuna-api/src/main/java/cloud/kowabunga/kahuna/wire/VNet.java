package cloud.kowabunga.kahuna.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A layer-2 network; {@code interface} is the bridge that carries it on every Kaktus. */
public record VNet(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Long vlan,
        @JsonProperty("interface") @Nullable String bridge,
        @JsonProperty("private") @Nullable Boolean isPrivate) {}
