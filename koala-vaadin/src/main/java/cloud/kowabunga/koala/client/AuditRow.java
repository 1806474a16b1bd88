package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.PowerAction;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of {@code GET /audit}: what somebody did or was refused.
 *
 * @param who the name of the user or key; of a sign-in that failed, the name that was given
 * @param key the public part of the API key
 * @param verb what was done, for example {@code CreateRegion}
 * @param noun what kind of resource, as it stands in paths
 * @param request method and path; absent for operations
 * @param input what was asked for, its secrets withheld
 * @param decision whether it was allowed
 * @param fault why not
 * @param reason that fault's sentence
 */
public record AuditRow(
        long id,
        Instant at,
        @Nullable String whoId,
        @Nullable String who,
        @Nullable String key,
        @Nullable String address,
        String verb,
        String noun,
        @Nullable String request,
        @Nullable String resource,
        @Nullable String resourceName,
        @Nullable String project,
        @Nullable String region,
        @Nullable JsonNode input,
        @Nullable String decision,
        @Nullable AuditResult result,
        @Nullable String fault,
        @Nullable String reason,
        @Nullable String operation,
        @Nullable String workflowId,
        @Nullable String runId) {

    /** Under which those who may read it hear of a new one. */
    public static final String NOUN = "audit";

    /** What was done as a person reads it, for example {@code Create region} or {@code Shut down kompute}. */
    public String title() {
        return action().map(action -> action.title() + " " + noun).orElseGet(() -> Verbs.title(verb));
    }

    private Optional<PowerAction> action() {
        return verb.equals("PowerInstance") && input != null
                ? PowerAction.of(input.path("action").asString(""))
                : Optional.empty();
    }

    /** The name of who did it; a dash where nobody knows. */
    public String whoTitle() {
        return who == null || who.isBlank() ? "–" : who;
    }

    /** The resource's name where it has one, else its id, else a dash. */
    public String resourceTitle() {
        return resourceName != null && !resourceName.isBlank() ? resourceName : resource == null ? "–" : resource;
    }

    /** What was asked for, a field on each line; empty where nothing was. */
    public String inputText() {
        return input == null || input.isNull() || input.isEmpty() ? "" : input.toPrettyString();
    }
}
