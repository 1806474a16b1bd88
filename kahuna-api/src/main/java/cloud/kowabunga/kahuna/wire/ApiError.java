package cloud.kowabunga.kahuna.wire;

import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.KowabungaException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;

/** Every error that leaves Kahuna: the HTTP status, its name, and one sentence for a person. */
public record ApiError(int status, String error, String reason) {
    /** For how many seconds to wait while PostgreSQL or Temporal is away. */
    public static final String RETRY_AFTER_SECONDS = "5";

    public static ApiError of(KowabungaException no) {
        var category = no.fault().category();
        return new ApiError(category.httpStatus(), category.httpReason(), no.sentence());
    }

    /** For filters, which no controller's advice hears. */
    public void sendTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        if (status == Category.TRANSIENT.httpStatus()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        var body = Json.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
