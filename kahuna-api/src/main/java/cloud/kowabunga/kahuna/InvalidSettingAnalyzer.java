package cloud.kowabunga.kahuna;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start with a bad configuration in one sentence in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {
    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "a length of time like 30d, 12h or 90s",
            int.class, "a whole number",
            boolean.class, "true or false");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        var ours = findCause(cause, InvalidSetting.class);
        if (ours != null) {
            return new FailureAnalysis(ours.getMessage(), null, cause);
        }
        var property = cause.getProperty();
        if (property == null || !property.getName().toString().startsWith("kahuna.")) {
            return null;
        }
        var type = cause.getTarget().getType().resolve(Object.class);
        var allowed = FORMS.getOrDefault(type, "a " + type.getSimpleName());
        var sentence = new InvalidSetting(property.getName().toString(), String.valueOf(property.getValue()), allowed);
        return new FailureAnalysis(sentence.getMessage(), null, cause);
    }
}
