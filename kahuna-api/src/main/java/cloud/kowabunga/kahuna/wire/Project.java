package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who owns instances, volumes and quotas. {@code teams} and {@code regions} come back sorted. */
public record Project(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String domain,
        @Nullable String rootPassword,
        @Nullable String bootstrapUser,
        @Nullable String bootstrapPubkey,
        @Nullable List<String> tags,
        @Nullable List<Metadata> metadatas,
        @Nullable ProjectResources quotas,
        @Nullable List<RegionSubnet> privateSubnets,
        @Nullable List<Integer> reservedVrrpIds,
        @Nullable List<String> teams,
        @Nullable List<String> regions) {
    /** Without the password, so that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "Project[" + id + ", " + name + "]";
    }
}
