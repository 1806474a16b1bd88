package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.operation.OperationId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;

/**
 * What workflows ask of the database about templates. Each call is one transaction, safe to run twice with the same input.
 * Raises {@code DATABASE_AWAY} (retryable) while PostgreSQL cannot be reached.
 */
@ActivityInterface(namePrefix = "Template.")
public interface TemplateLedger {
    /** Writes the row. Raises NAME_TAKEN, NOT_FOUND. */
    TemplatePlan admit(Admission admission);

    /** Forgets a template that was being imported. Absence is success. */
    void withdraw(TemplateId template);

    /** The image is there; this is its virtual size. */
    void settle(Imported imported);

    /** Marks it as being deleted. Raises IN_USE while volumes were cloned from it. */
    TemplatePlan beginDelete(Claim claim);

    void abandonDelete(TemplateId template);

    /** Absence is success. */
    void forget(TemplateId template);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Admission(OperationId operation, StoragePoolId pool, TemplateSpec spec) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Imported(TemplateId template, Bytes size) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claim(OperationId operation, TemplateId template) {}
}
