package cloud.kowabunga.koala.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the audit; what is empty or absent lets everything through.
 *
 * @param who the id or the name of who did it
 * @param noun as it stands in paths
 * @param resource the id of the resource
 * @param operation the id of the operation
 * @param until not included
 */
public record AuditFilter(
        String who,
        String noun,
        String resource,
        String operation,
        @Nullable AuditResult result,
        @Nullable Instant since,
        @Nullable Instant until) {
    public static final AuditFilter ALL = new AuditFilter("", "", "", "", null, null, null);

    /** What was done to one resource. */
    public static AuditFilter ofResource(String id) {
        return new AuditFilter("", "", id, "", null, null, null);
    }

    /** What tells of one operation. */
    public static AuditFilter ofOperation(String id) {
        return new AuditFilter("", "", "", id, null, null, null);
    }
}
