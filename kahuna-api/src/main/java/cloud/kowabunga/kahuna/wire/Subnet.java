package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An IPv4 range of a VNet. */
public record Subnet(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String cidr,
        @Nullable String gateway,
        @Nullable String dns,
        @Nullable List<String> extraRoutes,
        @Nullable List<IpRange> reserved,
        @Nullable List<IpRange> gwPool,
        @Nullable String application) {}
