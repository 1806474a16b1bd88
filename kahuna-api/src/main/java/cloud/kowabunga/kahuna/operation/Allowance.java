package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.workflow.Patience;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How long an operation may take before somebody is alarmed: as long as its type usually may, unless the configuration says otherwise. */
@Component
public final class Allowance {
    /** Where the configuration says nothing. */
    public static final Allowance USUAL = new Allowance(Map.of());

    private final Map<String, Duration> configured;

    @Autowired
    Allowance(KahunaProperties properties) {
        this(properties.deadlines());
    }

    private Allowance(Map<String, Duration> configured) {
        this.configured = configured;
    }

    Duration of(String verb) {
        return configured.getOrDefault(verb, Patience.deadline(verb));
    }
}
