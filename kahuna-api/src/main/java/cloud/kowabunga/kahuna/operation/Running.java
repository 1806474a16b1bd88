package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.operation.OperationId;

/** An operation that was admitted, with the execution that carries it. */
public record Running(OperationId id, String workflowId, String runId) {}
