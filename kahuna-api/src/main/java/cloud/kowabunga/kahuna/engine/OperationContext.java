package cloud.kowabunga.kahuna.engine;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the operation's id along every call, so that each line of a log says which operation it belongs to. */
public final class OperationContext implements ContextPropagator {
    /** The key in the logging context. */
    public static final String KEY = "operation";

    @Override
    public String getName() {
        return KEY;
    }

    @Override
    public Map<String, Payload> serializeContext(Object context) {
        return GlobalDataConverter.get()
                .toPayload(context)
                .map(payload -> Map.of(KEY, payload))
                .orElse(Map.of());
    }

    @Override
    public @Nullable Object deserializeContext(Map<String, Payload> context) {
        var payload = context.get(KEY);
        return payload == null ? null : GlobalDataConverter.get().fromPayload(payload, String.class, String.class);
    }

    @Override
    public @Nullable Object getCurrentContext() {
        return MDC.get(KEY);
    }

    @Override
    public void setCurrentContext(@Nullable Object context) {
        if (context == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, context.toString());
        }
    }
}
