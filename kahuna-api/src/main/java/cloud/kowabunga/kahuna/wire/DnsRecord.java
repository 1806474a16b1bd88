package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An A record in the domain of a project or a region. */
public record DnsRecord(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String domain,
        @Nullable List<String> addresses) {}
