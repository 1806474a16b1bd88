package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.wire.ApiError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who proves who they are, with an API key or a sign-in token, and may do what they ask for. */
@Component
@Order(AccessFilter.ORDER)
final class AccessFilter extends OncePerRequestFilter {
    static final int ORDER = 30;
    static final String KEY_HEADER = "X-API-Key";
    private static final String BEARER = "Bearer ";
    private static final String API = "/api/v1/";

    /** Neither key nor token is needed here: to get one, to read the manual, and for agents, who prove themselves in the tunnel. */
    private static final Set<String> OPEN =
            Set.of("/api/v1/login", "/api/v1/resetPassword", "/api/v1/openapi.yaml", "/error", "/", "/favicon.ico");

    private final Callers callers;

    AccessFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return OPEN.contains(path)
                || path.equals("/docs")
                || path.startsWith("/docs/")
                || path.startsWith("/agent/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var caller = caller(request).orElseThrow(AccessFilter::unknown);
            if (request.getRequestURI().startsWith(API)) {
                Permissions.require(caller, request.getMethod(), request.getRequestURI());
            }
            request.setAttribute(Caller.ATTRIBUTE, caller);
        } catch (KowabungaException no) {
            if (no.fault() == Fault.UNAUTHENTICATED) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            ApiError.of(no).sendTo(response);
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        var key = request.getHeader(KEY_HEADER);
        if (key != null) {
            return callers.byKey(key.strip());
        }
        return bearer(request).flatMap(callers::bySession);
    }

    static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private static KowabungaException unknown() {
        return Fault.UNAUTHENTICATED.because(
                "Say who you are: with an API key in X-API-Key, or with a token in Authorization: Bearer.");
    }
}
