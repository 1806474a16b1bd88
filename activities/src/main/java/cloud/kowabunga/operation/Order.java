package cloud.kowabunga.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an operation before anything is done: who wants which verb on which resource. It travels in the input of
 * every workflow, so it survives a reset, and it is what the ledger of operations writes down first.
 *
 * @param id made by Kahuna before the workflow starts
 * @param verb the workflow's type, for example {@code CreateInstance}
 * @param noun the kind of resource
 * @param resource the resource's id
 * @param resourceName what people call the resource
 * @param project the project it belongs to, if any
 * @param region the region it happens in
 * @param requester who asked
 * @param orderedAt when Kahuna accepted the request
 * @param origin where the request came from and what it said; absent for what Kahuna orders itself
 * @param pauseOnFailure whether a refused step waits for a person, with everything in place, rather than to be undone with all others
 * @param parent the operation that ordered this one as a part of itself; absent for what stands alone
 * @param action which of the actions on power, of {@code PowerInstance}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(
        OperationId id,
        String verb,
        Noun noun,
        String resource,
        String resourceName,
        @Nullable ProjectId project,
        @Nullable RegionId region,
        Requester requester,
        Instant orderedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Origin origin,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pauseOnFailure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OperationId parent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PowerAction action) {
    /** An order of nobody from outside, which undoes itself when a step is refused. */
    public Order(
            OperationId id,
            String verb,
            Noun noun,
            String resource,
            String resourceName,
            @Nullable ProjectId project,
            @Nullable RegionId region,
            Requester requester,
            Instant orderedAt) {
        this(id, verb, noun, resource, resourceName, project, region, requester, orderedAt, null, false, null, null);
    }

    /** The same order, whose refused steps wait for a person. */
    public Order pausing() {
        return with(true, action);
    }

    /** The same order, of that action on power. */
    public Order doing(PowerAction wanted) {
        return with(pauseOnFailure, wanted);
    }

    private Order with(boolean pausing, @Nullable PowerAction wanted) {
        return new Order(
                id,
                verb,
                noun,
                resource,
                resourceName,
                project,
                region,
                requester,
                orderedAt,
                origin,
                pausing,
                parent,
                wanted);
    }

    /** {@code CreateInstance} of web-1 reads {@code Create instance web-1}, a power action for example {@code Stop kompute shop-1}. */
    public String summary() {
        if (action != null) {
            return action.title() + " " + noun.path() + " " + resourceName;
        }
        var words = verb.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " " + resourceName;
    }
}
