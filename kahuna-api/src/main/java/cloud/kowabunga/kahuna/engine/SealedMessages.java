package cloud.kowabunga.kahuna.engine;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Opens and seals the payloads of the engine's messages where they stand, also those deep inside, and what failures say. */
public final class SealedMessages {
    /** What the SDK, too, writes in the place of a sealed sentence. */
    private static final String SEALED_SENTENCE = "Encoded failure";

    private static final String SENTENCE = "message";
    private static final String STACK = "stack_trace";

    private final PayloadSeal seal;

    public SealedMessages(PayloadSeal seal) {
        this.seal = seal;
    }

    /** The same message with everything inside in clear. */
    public <M extends Message> M open(M message) {
        return same(message, walk(message, seal::open, this::openFailure));
    }

    /** The same message with every payload and every failure's sentence sealed. Not for messages with search attributes, which the engine reads. */
    public <M extends Message> M seal(M message) {
        return same(message, walk(message, seal::seal, this::sealFailure));
    }

    /** The same message with other payloads. */
    public static <M extends Message> M replace(M message, UnaryOperator<Payload> payloads) {
        return same(message, walk(message, payloads, UnaryOperator.identity()));
    }

    private static Message walk(Message message, UnaryOperator<Payload> payloads, UnaryOperator<Failure> failures) {
        if (message instanceof Payload payload) {
            return payloads.apply(payload);
        }
        var changed = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                changed.setField(
                        field,
                        value instanceof List<?> list
                                ? list.stream()
                                        .map(element -> walk((Message) element, payloads, failures))
                                        .toList()
                                : walk((Message) value, payloads, failures));
            }
        });
        var built = changed.build();
        return built instanceof Failure failure ? failures.apply(failure) : built;
    }

    private Failure sealFailure(Failure failure) {
        if (failure.hasEncodedAttributes()) {
            return failure;
        }
        var said = Map.of(SENTENCE, failure.getMessage(), STACK, failure.getStackTrace());
        return DefaultDataConverter.STANDARD_INSTANCE
                .toPayload(said)
                .map(payload -> failure.toBuilder()
                        .setEncodedAttributes(seal.seal(payload))
                        .setMessage(SEALED_SENTENCE)
                        .setStackTrace("")
                        .build())
                .orElse(failure);
    }

    /** What stands inside was opened on the way here. */
    private Failure openFailure(Failure failure) {
        if (!failure.hasEncodedAttributes()) {
            return failure;
        }
        var said = DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                failure.getEncodedAttributes(), Map.class, Map.class);
        return failure.toBuilder()
                .clearEncodedAttributes()
                .setMessage(text(said.get(SENTENCE)))
                .setStackTrace(text(said.get(STACK)))
                .build();
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M same(M before, Message after) {
        return (M) before.getClass().cast(after);
    }
}
