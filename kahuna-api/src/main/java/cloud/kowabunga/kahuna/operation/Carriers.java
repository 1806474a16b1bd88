package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.operation.Step;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which agents were handed the activities of an operation, as its row keeps them. */
final class Carriers {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Steps are timed by the engine, what agents are handed by a Kahuna. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final List<Handed> handed;

    private Carriers(List<Handed> handed) {
        this.handed = handed;
    }

    static Carriers read(JSONB handed) {
        return new Carriers(JSON.readValue(handed.data(), new TypeReference<List<Handed>>() {}));
    }

    /** The agent that had the step last; empty for what no agent does or has begun. */
    Optional<String> of(Step step) {
        var ended = step.endedAt() == null ? Instant.MAX.minus(CLOCKS_DIFFER) : step.endedAt();
        var within = handed.stream()
                .filter(one -> one.activity().equals(step.activity()))
                .filter(one -> !one.at().isBefore(step.startedAt().minus(CLOCKS_DIFFER)))
                .filter(one -> !one.at().isAfter(ended.plus(CLOCKS_DIFFER)))
                .toList();
        return within.stream()
                .filter(one -> !one.at().isAfter(ended))
                .max(Comparator.comparing(Handed::at))
                .or(() -> within.stream().min(Comparator.comparing(Handed::at)))
                .map(Handed::agent);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Handed(String activity, String agent, Instant at) {}
}
