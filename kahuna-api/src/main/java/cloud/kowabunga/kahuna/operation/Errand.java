package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about the operation that it asks for: who asks, under which ids, and whether the caller waits.
 *
 * @param async whether the caller wants the operation at once ({@code Prefer: respond-async}, RFC 7240) and not its end
 */
public record Errand(Caller caller, NewIds ids, boolean async) {
    public static Errand of(HttpServletRequest request) {
        var caller = (Caller) Objects.requireNonNull(request.getAttribute(Caller.ATTRIBUTE));
        var async = Collections.list(request.getHeaders("Prefer")).stream()
                .anyMatch(preference -> preference.toLowerCase(Locale.ROOT).contains("respond-async"));
        return new Errand(caller, NewIds.of(request), async);
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
                Instant.now());
    }
}
