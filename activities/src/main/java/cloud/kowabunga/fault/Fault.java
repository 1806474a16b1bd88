package cloud.kowabunga.fault;

import static cloud.kowabunga.fault.Category.*;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which the platform says no. Its name travels as the type of a Temporal application failure, so it is part
 * of the contract between Kahuna and the agents: names are added, never changed.
 */
public enum Fault {
    NOT_FOUND(ABSENT),
    NAME_TAKEN(CONFLICT),
    OPERATION_RUNNING(CONFLICT),
    IN_USE(CONFLICT),
    ADDRESS_TAKEN(CONFLICT),
    MAC_TAKEN(CONFLICT),
    NOT_ALL_DONE(CONFLICT),
    CHANGED_MEANWHILE(CHANGED),
    MALFORMED_REQUEST(MALFORMED),
    INVALID_VALUE(INVALID),
    INVALID_STATE(INVALID),
    IDEMPOTENCY_KEY_REUSED(INVALID),
    QUOTA_EXCEEDED(CAPACITY),
    NO_KAKTUS_FITS(CAPACITY),
    SUBNET_FULL(CAPACITY),
    POOL_FULL(CAPACITY),
    UNAUTHENTICATED(UNKNOWN_CALLER),
    NOT_ALLOWED(FORBIDDEN),
    DATABASE_AWAY(TRANSIENT),
    ENGINE_AWAY(TRANSIENT),
    LIBVIRT_AWAY(TRANSIENT),
    POOL_AWAY(TRANSIENT),
    SOURCE_AWAY(TRANSIENT),
    IDENTITY_PROVIDER_AWAY(TRANSIENT),
    LIBVIRT_REFUSED(REFUSED),
    STORE_REFUSED(REFUSED),
    SOURCE_ABSENT(REFUSED),
    SOURCE_NOT_AN_IMAGE(REFUSED),
    SOURCE_BROKE_OFF(REFUSED),
    BRIDGE_MISSING(REFUSED),
    INSTANCE_DID_NOT_STOP(REFUSED),
    OPERATION_CANCELLED(CANCELLED),
    NOT_IMPLEMENTED(NOT_BUILT),
    INTERNAL(BUG);

    private final Category category;

    Fault(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }

    /** The exception to throw, with one sentence for the person: what was wrong, where, and what to do. */
    public KowabungaException because(String sentence) {
        return new KowabungaException(this, sentence, null);
    }

    /** As {@link #because(String)}; the cause goes to the log and never to the person. */
    public KowabungaException because(String sentence, @Nullable Throwable cause) {
        return new KowabungaException(this, sentence, cause);
    }
}
