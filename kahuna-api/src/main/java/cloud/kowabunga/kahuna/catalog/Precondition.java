package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.fault.Fault;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What an update says of the object that it wants to change: {@code If-Match} with the tag of what the caller read. Checked in the
 * transaction that changes the object, on the locked row, so that no change of somebody else's is overwritten unseen.
 */
public final class Precondition {
    private Precondition() {}

    /**
     * Raises CHANGED_MEANWHILE where the request has a condition that the object, whose row is locked, does not meet.
     *
     * @param body the object as the caller would read it now; asked for only where there is a condition
     */
    public static void check(Supplier<?> body) {
        if (isGiven()) {
            require(body.get());
        }
    }

    /** Whether the request has a condition. */
    public static boolean isGiven() {
        return header().isPresent();
    }

    /** Raises CHANGED_MEANWHILE where the request has a condition that the object does not meet. */
    public static void require(Object body) {
        var tags = header();
        if (tags.isPresent() && !EntityTag.of(body).isNamedBy(tags.get())) {
            throw Fault.CHANGED_MEANWHILE.because(
                    "It is no longer what If-Match names: somebody changed it. Read it again, and change it as it is now.");
        }
    }

    private static Optional<String> header() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(attributes.getRequest().getHeader(HttpHeaders.IF_MATCH))
                : Optional.empty();
    }
}
