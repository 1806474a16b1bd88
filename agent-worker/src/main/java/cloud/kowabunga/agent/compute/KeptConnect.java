package cloud.kowabunga.agent.compute;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.ConnectionPointer;

/** A connection to libvirt, with the calls that libvirt-java 0.5.4 has not bound. */
final class KeptConnect extends Connect {
    private static final MissingCalls MISSING = Native.load("virt", MissingCalls.class);

    KeptConnect(String uri) throws LibvirtException {
        super(uri);
    }

    /** State and reason of a domain, as the enumerations virDomainState and virDomain…Reason of libvirt-domain.h number them. */
    record State(int state, int reason) {
        static final State GONE = new State(-1, 0);
    }

    /** {@link State#GONE} where libvirt does not know it; ask another call for the error then. */
    State state(String uuid) {
        var domain = MISSING.virDomainLookupByUUIDString(vcp, uuid);
        if (domain == null) {
            return State.GONE;
        }
        try {
            var state = new IntByReference();
            var reason = new IntByReference();
            return MISSING.virDomainGetState(domain, state, reason, 0) == 0
                    ? new State(state.getValue(), reason.getValue())
                    : State.GONE;
        } finally {
            MISSING.virDomainFree(domain);
        }
    }

    /** A stream to the serial console of a running domain; an IOException has the words with which libvirt refuses. */
    ConsoleStream openConsole(String uuid) throws IOException {
        return ConsoleStream.open(vcp, uuid);
    }

    /** Bindings by libvirt's own names. */
    interface MissingCalls extends Library {
        @org.jspecify.annotations.Nullable Pointer virDomainLookupByUUIDString(ConnectionPointer connection, String uuid);

        int virDomainGetState(Pointer domain, IntByReference state, IntByReference reason, int flags);

        int virDomainFree(Pointer domain);
    }
}
