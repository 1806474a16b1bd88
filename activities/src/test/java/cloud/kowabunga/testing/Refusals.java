package cloud.kowabunga.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How the contract suites ask for a refusal. */
public final class Refusals {
    private Refusals() {}

    /** Passes where the call is refused with this fault and a whole sentence for the person. */
    public static void assertRefused(Fault fault, ThrowingCallable call) {
        var thrown = catchThrowableOfType(KowabungaException.class, call);
        assertThat(thrown).as("a refusal with %s", fault).isNotNull();
        assertThat(thrown.fault()).as(thrown.sentence()).isEqualTo(fault);
        assertThat(thrown.sentence()).matches("(?s)\\S.*[.!]");
    }
}
