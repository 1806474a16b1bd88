package cloud.kowabunga.kahuna;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start that found a setting unusable, such as a password file that is not there, in one sentence. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSetting cause) {
        return new FailureAnalysis(Objects.requireNonNull(cause.getMessage()), null, cause);
    }
}
