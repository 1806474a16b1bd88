package cloud.kowabunga.kahuna.engine;

import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * How Kahuna's client and worker write what the engine stores: arguments, answers, failures and heartbeats sealed; summaries in clear,
 * so that the engine's console reads like the product. Nothing else of ours travels as a single payload.
 */
public final class SealedConverter implements DataConverter {
    private static final DataConverter CLEAR = DefaultDataConverter.STANDARD_INSTANCE;

    private final DataConverter sealed;
    private final SealedMessages messages;

    public SealedConverter(PayloadSeal seal) {
        this(new CodecDataConverter(CLEAR, List.of(seal), true), new SealedMessages(seal));
    }

    private SealedConverter(DataConverter sealed, SealedMessages messages) {
        this.sealed = sealed;
        this.messages = messages;
    }

    /** What the engine answers to this client, with everything inside in clear. */
    public static <M extends Message> M open(WorkflowClient client, M message) {
        return client.getOptions().getDataConverter() instanceof SealedConverter converter
                ? converter.messages.open(message)
                : message;
    }

    /** Of a summary. */
    @Override
    public <T> Optional<Payload> toPayload(T value) {
        return CLEAR.toPayload(value);
    }

    @Override
    public <T> T fromPayload(Payload payload, Class<T> type, Type generic) {
        return sealed.fromPayload(payload, type, generic);
    }

    @Override
    public Optional<Payloads> toPayloads(Object... values) {
        return sealed.toPayloads(values);
    }

    @Override
    public <T> T fromPayloads(int index, Optional<Payloads> content, Class<T> type, Type generic) {
        return sealed.fromPayloads(index, content, type, generic);
    }

    @Override
    public Object[] fromPayloads(Optional<Payloads> content, Class<?>[] types, Type[] generics) {
        return sealed.fromPayloads(content, types, generics);
    }

    @Override
    public RuntimeException failureToException(Failure failure) {
        return sealed.failureToException(failure);
    }

    @Override
    public Failure exceptionToFailure(Throwable thrown) {
        return sealed.exceptionToFailure(thrown);
    }

    @Override
    public DataConverter withContext(SerializationContext context) {
        return new SealedConverter(sealed.withContext(context), messages);
    }
}
