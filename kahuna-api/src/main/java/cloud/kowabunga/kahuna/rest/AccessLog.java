package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.operation.Dispatch;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** One line for each request that changes something or fails: who, what, how it ended, how long it took, under which operation. No query, no body. */
@Component
@Order(AccessLog.ORDER)
final class AccessLog extends OncePerRequestFilter {
    static final int ORDER = 10;
    private static final Logger LOG = LoggerFactory.getLogger("cloud.kowabunga.kahuna.access-log");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var begin = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            var caller = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller known ? known.name() : "-";
            var operation = response.getHeader(Dispatch.HEADER);
            var read = request.getMethod().equals("GET") && response.getStatus() < 400;
            LOG.atLevel(read ? Level.DEBUG : Level.INFO)
                    .addKeyValue("operation", operation == null ? "-" : operation)
                    .log(
                            "{} {} {} {} {} ms operation={}",
                            caller,
                            request.getMethod(),
                            path(request),
                            response.getStatus(),
                            millis,
                            operation == null ? "-" : operation);
        }
    }

    /** The address of a console holds the ticket that opens it. */
    private static String path(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/console/") ? "/console/…" : path;
    }
}
