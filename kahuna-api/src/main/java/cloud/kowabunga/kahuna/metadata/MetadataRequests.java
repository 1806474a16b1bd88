package cloud.kowabunga.kahuna.metadata;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.topology.AgentId;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one request of one connection. Who asks is what the agent vouches for; headers in the request say nothing. */
final class MetadataRequests implements HttpRequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataRequests.class);

    private final Guests guests;
    private final AgentId agent;
    private final String address;

    MetadataRequests(Guests guests, AgentId agent, String address) {
        this.guests = guests;
        this.agent = agent;
        this.address = address;
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context) {
        // Also PUT /latest/api/token: clients that know sessions take this for a server without them and go on.
        if (!Method.GET.isSame(request.getMethod()) && !Method.HEAD.isSame(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            answer(response, HttpStatus.SC_METHOD_NOT_ALLOWED, "Only GET and HEAD are possible here.\n");
            return;
        }
        try {
            var guest = guests.at(agent, address);
            var body = guest.flatMap(found -> Paths.answer(found, path(request)));
            if (guest.isEmpty() || body.isEmpty()) {
                answer(response, HttpStatus.SC_NOT_FOUND, "There is nothing here for " + address + ".\n");
                return;
            }
            answer(response, HttpStatus.SC_OK, body.get());
            guests.answered(guest.get().id());
        } catch (KowabungaException away) {
            LOG.atWarn().addKeyValue("agent", agent).log("Metadata for {} had to wait: {}", address, away.sentence());
            response.setHeader("Retry-After", "2");
            answer(response, HttpStatus.SC_SERVICE_UNAVAILABLE, "Try again in a moment.\n");
        }
    }

    /** Several slashes in a row are one, as clients that join addresses carelessly expect. */
    private static String path(ClassicHttpRequest request) {
        try {
            var path = new URI(request.getRequestUri().replaceFirst("^/+", "/")).getPath();
            return path == null || path.isEmpty() ? "/" : path.replaceAll("/{2,}", "/");
        } catch (URISyntaxException notAPath) {
            return "";
        }
    }

    private static void answer(ClassicHttpResponse response, int status, String body) {
        response.setCode(status);
        response.setEntity(
                new StringEntity(body, ContentType.TEXT_PLAIN.withCharset(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
