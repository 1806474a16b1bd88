package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.wire.ApiError;
import cloud.kowabunga.kahuna.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What Tomcat itself refuses before any of our code sees it, for example an address with forbidden characters. Tomcat makes it by name. */
public final class ErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var known = HttpStatus.resolve(response.getStatus());
        var status = known == null ? HttpStatus.BAD_REQUEST : known;
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(Json.mapper()
                        .writeValueAsString(
                                new ApiError(status.value(), status.getReasonPhrase(), Sentences.of(status.value()))));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException _) {
            // Whoever asked is gone; there is nobody to tell.
        }
    }
}
