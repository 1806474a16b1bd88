package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.audit.Secrets;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.kahuna.engine.SealedConverter;
import cloud.kowabunga.kahuna.engine.SealedMessages;
import cloud.kowabunga.operation.OperationId;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** The engine's whole history of an operation, in clear and without secrets, as a file that can be replayed. */
@Component
final class Histories {
    private static final ByteString JSON = ByteString.copyFromUtf8("json/plain");

    private final Database database;
    private final Engine engine;

    Histories(Database database, Engine engine) {
        this.database = database;
        this.engine = engine;
    }

    /** JSON, as the engine's own tools write it. Raises NOT_FOUND, and INVALID_STATE where the engine has forgotten it or its key is gone. */
    String export(OperationId id) {
        var operation = database.read(sql ->
                        sql.selectFrom(OPERATION).where(OPERATION.ID.eq(id)).fetchOptional())
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Operation '" + id.value() + "'."));
        var history = SealedMessages.replace(opened(fetch(operation)), Histories::tellable);
        return new WorkflowExecutionHistory(history, operation.getWorkflowId()).toJson(true);
    }

    private History opened(History stored) {
        try {
            return SealedConverter.open(engine.client(), stored);
        } catch (PayloadCodecException sealed) {
            throw Fault.INVALID_STATE.because(
                    "The history cannot be read: " + sealed.getMessage()
                            + " Put the key of its time back into kahuna.payload-keys-file.",
                    sealed);
        }
    }

    private History fetch(OperationRecord operation) {
        try {
            return engine.client()
                    .fetchHistory(operation.getWorkflowId(), operation.getRunId())
                    .getHistory();
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw Fault.INVALID_STATE.because(
                        "The engine keeps the history of operation %s no longer; the audit tells what it did."
                                .formatted(operation.getId()),
                        refused);
            }
            throw Engine.away(refused);
        }
    }

    private static Payload tellable(Payload payload) {
        if (!JSON.equals(payload.getMetadataOrDefault("encoding", ByteString.EMPTY))) {
            return payload;
        }
        var told = Secrets.without(payload.getData().toString(StandardCharsets.UTF_8));
        return payload.toBuilder().setData(ByteString.copyFromUtf8(told)).build();
    }
}
