package cloud.kowabunga.fault;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Carries faults across Temporal: as application failures on the way out, back into faults on the way in. */
public final class Faults {
    private Faults() {}

    /** What an activity throws to Temporal: type is the fault's name, retryable as its category says. Internals stay behind. */
    public static TemporalFailure toFailure(Throwable thrown) {
        if (thrown instanceof TemporalFailure failure) {
            return failure;
        }
        if (thrown instanceof KowabungaException no) {
            var failure = ApplicationFailure.newBuilder()
                    .setMessage(no.sentence())
                    .setType(no.fault().name());
            return failure.setNonRetryable(!no.fault().category().retryable()).build();
        }
        return ApplicationFailure.newBuilder()
                .setMessage("Something went wrong inside: " + thrown.getClass().getSimpleName()
                        + ". The log has the details.")
                .setType(Fault.INTERNAL.name())
                .setNonRetryable(true)
                .build();
    }

    /** The fault that lies under a failure of a workflow or an activity; {@link Fault#INTERNAL} where none can be told. */
    public static KowabungaException from(@Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KowabungaException no) {
                return no;
            }
            if (cause instanceof ApplicationFailure failure) {
                return named(failure.getType()).because(failure.getOriginalMessage(), thrown);
            }
            if (cause instanceof CanceledFailure) {
                return Fault.OPERATION_CANCELLED.because("The operation was cancelled.", thrown);
            }
            if (cause instanceof ActivityFailure failure && failure.getCause() == null) {
                break;
            }
        }
        return Fault.INTERNAL.because("Something went wrong inside. The log has the details.", thrown);
    }

    private static Fault named(@Nullable String type) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equals(type))
                .findFirst()
                .orElse(Fault.INTERNAL);
    }
}
