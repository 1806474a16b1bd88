package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.audit.Account;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Origin;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about the operation that it asks for: who asks, under which ids, how, and from where.
 */
public record Errand(
        Caller caller,
        NewIds ids,
        Preferences preferences,
        @Nullable Origin origin,
        @Nullable PowerAction action) {
    public static Errand of(HttpServletRequest request) {
        var caller = (Caller) Objects.requireNonNull(request.getAttribute(Caller.ATTRIBUTE));
        return new Errand(
                caller,
                NewIds.of(request),
                Preferences.of(Collections.list(request.getHeaders("Prefer"))),
                Account.of(request).map(Account::origin).orElse(null),
                null);
    }

    /** The same about an action on power. */
    public Errand to(PowerAction wanted) {
        return new Errand(caller, ids, preferences, origin, wanted);
    }

    /** @param verb the workflow's interface */
    Order order(
            Class<?> verb,
            Noun noun,
            Id resource,
            String name,
            @Nullable ProjectId project,
            @Nullable RegionId region) {
        return new Order(
                ids.operation(),
                verb.getSimpleName(),
                noun,
                resource.value(),
                name,
                project,
                region,
                caller.asRequester(),
                Instant.now(),
                origin,
                preferences.pauseOnFailure(),
                null,
                action);
    }
}
