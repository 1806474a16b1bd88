package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.operation.OperationId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether what a caller once proved still holds, for what lasts longer than a request, and what they may hear of and name. */
@Component
public final class Standing {
    /** What everybody may read, and so hear of. */
    private static final Set<String> EVERYBODYS =
            Set.of(Noun.REGION.path(), Noun.ZONE.path(), Noun.STORAGE_POOL.path(), Noun.TEMPLATE.path());

    private static final String CONNECT = "/instance/{instanceId}/connect";
    private static final String WATCH = "/operation/{operationId}/events";

    private final Callers callers;
    private final Sessions sessions;
    private final Permissions permissions;
    private final Ownership ownership;
    private final Database database;

    Standing(Callers callers, Sessions sessions, Permissions permissions, Ownership ownership, Database database) {
        this.ownership = ownership;
        this.database = database;
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
        var known = require(proof);
        permissions.require(known, new Routes.Route("GET", CONNECT, Map.of("instanceId", instance.value())));
        return known;
    }

    /** Raises UNAUTHENTICATED, and where the caller may not see the operation now whatever a request for it would. */
    public void requireWatch(Proof proof, OperationId operation) {
        permissions.require(require(proof), new Routes.Route("GET", WATCH, Map.of("operationId", operation.value())));
    }

    /** The caller as they are now. Raises UNAUTHENTICATED where the proof holds no longer. */
    public Caller require(Proof proof) {
        return now(proof).orElseThrow(Standing::gone);
    }

    /** The caller as they are now; empty where the proof holds no longer. */
    public Optional<Caller> now(Proof proof) {
        return switch (proof) {
            case Proof.Key key -> callers.byPrefix(key.prefix());
            case Proof.SignIn signIn -> callers.holding(signIn.asSession());
        };
    }

    /**
     * Whether something happened to what the caller may see. What is gone by now was theirs if its operations were.
     *
     * @param noun as it stands in paths
     */
    public boolean mayHear(Caller caller, String noun, String id) {
        if (caller.isSuperAdmin() || EVERYBODYS.contains(noun)) {
            return true;
        }
        return Owned.of(noun)
                .filter(owned -> ownership.maySee(caller, owned, id) || wasTheirs(caller, noun, id))
                .isPresent();
    }

    /** Raises NOT_FOUND where one of what a body names is not there, or not for the caller to see. */
    public void require(Caller caller, Noun noun, Collection<? extends Id> ids) {
        if (!caller.isSuperAdmin()) {
            var owned = Owned.of(noun.path()).orElseThrow();
            for (var id : ids) {
                if (!ownership.maySee(caller, owned, id.value())) {
                    throw Absent.fault(noun, id);
                }
            }
        }
    }

    /**
     * Raises whatever a request of its own for one of many things would, before anything is done.
     *
     * @param path as it stands in the table of rights, with one variable, the id of what is named
     */
    public void requireRight(Caller caller, String method, String path, Noun noun, String id) {
        try {
            permissions.require(caller, new Routes.Route(method, path, Map.of(noun.path() + "Id", id)));
        } catch (KowabungaException no) {
            throw no.sentence().contains(id)
                    ? no
                    : no.fault().because("%s '%s': %s".formatted(noun.title(), id, no.sentence()), no);
        }
    }

    private boolean wasTheirs(Caller caller, String path, String id) {
        return Arrays.stream(Noun.values())
                .filter(noun -> noun.path().equals(path))
                .anyMatch(noun -> database.read(sql -> sql.fetchExists(
                        OPERATION,
                        OPERATION.NOUN.eq(noun),
                        OPERATION.RESOURCE.eq(id),
                        Visible.to(caller, OPERATION.PROJECT_ID))));
    }

    private static RuntimeException gone() {
        return Fault.UNAUTHENTICATED.because("The sign-in or key holds no longer.");
    }
}
