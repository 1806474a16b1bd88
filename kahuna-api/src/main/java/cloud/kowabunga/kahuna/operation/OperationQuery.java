package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads operations. */
@Component
@SuppressWarnings("DoNotCallSuggester")
public final class OperationQuery {
    /** The operation, with what the engine knows of its running step; without that while the engine is away. */
    public Optional<OperationView> find(OperationId id) {
        throw Fault.NOT_IMPLEMENTED.because("Operation " + id + " cannot be read yet.");
    }

    /** Newest first, as the ledger has them. */
    public List<OperationView> list(Filter filter) {
        throw Fault.NOT_IMPLEMENTED.because("Operations cannot be listed yet: " + filter + ".");
    }

    /**
     * @param projects only these; null for all
     * @param limit 1 to 1000
     * @param after the last operation of the page before
     */
    public record Filter(
            @Nullable OperationState state,
            @Nullable Noun noun,
            @Nullable String resource,
            @Nullable List<ProjectId> projects,
            int limit,
            @Nullable OperationId after) {}
}
