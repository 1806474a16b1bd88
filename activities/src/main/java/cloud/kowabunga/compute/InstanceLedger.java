package cloud.kowabunga.compute;

import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/**
 * What workflows ask of the database about instances. Each call is one transaction, safe to run twice with the same input.
 * Raises {@code DATABASE_AWAY} (retryable) while PostgreSQL cannot be reached.
 */
@ActivityInterface(namePrefix = "Instance.")
public interface InstanceLedger {
    /**
     * Admits a new instance: checks quota, name, volumes and adapters, elects a Kaktus and writes the row as CREATING. Raises
     * NAME_TAKEN, QUOTA_EXCEEDED, NO_KAKTUS_FITS, IN_USE, NOT_FOUND, INVALID_STATE. The same operation asking again gets the same plan.
     */
    InstancePlan admit(Admission admission);

    /** Forgets an instance that was being created, and lets go of its volumes and adapters. Absence is success. */
    void withdraw(InstanceId instance);

    /** Writes down the state of an instance after an operation. */
    void settle(Settlement settlement);

    /** Where the instance lives and what its machine looks like. Raises NOT_FOUND. */
    InstancePlan locate(Claim claim);

    /** Marks it DELETING and answers with where it lives. Raises NOT_FOUND. */
    InstancePlan beginDelete(Claim claim);

    /** Takes the mark of {@link #beginDelete} back, with the state that it had. */
    void abandonDelete(InstanceId instance);

    /** Forgets the instance and lets go of its volumes, adapters and quota. Absence is success. */
    void forget(InstanceId instance);

    /** Computes what changes, reserves what is new (volumes, adapters, quota, capacity) and answers with the difference. Nothing is let go yet. */
    InstanceUpdatePlan beginUpdate(Update update);

    /** Writes the update down and lets go of what is no longer used. */
    void settleUpdate(Update update);

    /** Lets go of what {@link #beginUpdate} reserved; the instance is as before. */
    void abandonUpdate(Update update);

    /** A new instance: the Kaktus is elected in the zone where one is given, else in the region. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Admission(
            OperationId operation,
            ProjectId project,
            RegionId region,
            @Nullable ZoneId zone,
            InstanceSpec spec) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Settlement(InstanceId instance, InstanceState state) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claim(OperationId operation, InstanceId instance) {}

    /** @param expected what the instance must be, or the update is refused with CHANGED_MEANWHILE; absent: whatever it is */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(
            OperationId operation,
            InstanceSpec spec,
            @Nullable InstanceSpec expected) {
        public Update(OperationId operation, InstanceSpec spec) {
            this(operation, spec, null);
        }
    }
}
