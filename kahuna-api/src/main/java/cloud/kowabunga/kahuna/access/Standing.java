package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether what a caller once proved still holds, for what lasts longer than a request. */
@Component
public final class Standing {
    private static final String CONNECT = "/instance/{instanceId}/connect";

    private final Callers callers;
    private final Sessions sessions;
    private final Permissions permissions;

    Standing(Callers callers, Sessions sessions, Permissions permissions) {
        this.callers = callers;
        this.sessions = sessions;
        this.permissions = permissions;
    }

    /** By what the caller of a request that was let in is known. */
    public Proof of(HttpServletRequest request) {
        var key = Optional.ofNullable(request.getHeader(AccessFilter.KEY_HEADER))
                .flatMap(text -> ApiKey.parse(text.strip()));
        return key.<Proof>map(known -> new Proof.Key(known.prefix()))
                .or(() -> AccessFilter.bearer(request).flatMap(sessions::read).map(Proof.SignIn::of))
                .orElseThrow(Standing::gone);
    }

    /** The caller, who may use the instance now. Raises UNAUTHENTICATED and whatever a request for its console would. */
    public Caller requireConsole(Proof proof, InstanceId instance) {
        var caller = switch (proof) {
            case Proof.Key key -> callers.byPrefix(key.prefix());
            case Proof.SignIn signIn -> callers.holding(signIn.asSession());
        };
        var known = caller.orElseThrow(Standing::gone);
        permissions.require(known, new Routes.Route("GET", CONNECT, Map.of("instanceId", instance.value())));
        return known;
    }

    private static RuntimeException gone() {
        return Fault.UNAUTHENTICATED.because("The sign-in or key holds no longer.");
    }
}
