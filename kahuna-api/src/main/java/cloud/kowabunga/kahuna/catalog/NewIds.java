package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.operation.OperationId;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The ids that a request gives to what it makes. They are made before anything is done, so that the same request, sent again with
 * the same idempotency key, makes the same thing.
 *
 * @param again whether the request was sent before, and may have had its effect
 */
public record NewIds(String resource, OperationId operation, boolean again) {
    private static final String ATTRIBUTE = NewIds.class.getName();

    public static NewIds fresh() {
        return new NewIds(FreshId.next(), new OperationId(FreshId.next()), false);
    }

    /** Of this request; always the same for one request. */
    public static NewIds of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof NewIds ids) {
            return ids;
        }
        var ids = fresh();
        ids.bindTo(request);
        return ids;
    }

    public void bindTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
