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

    /** Under which a request carries the rule that let it in. */
    static final String RULE = Rule.class.getName();

    /** Beside the API, neither key nor token is needed to read the manual, and for agents, who prove themselves in the tunnel. */
    private static final Set<String> OPEN = Set.of("/error", "/", "/favicon.ico", "/docs");

    private final Callers callers;
    private final Routes routes;
    private final Permissions permissions;

    AccessFilter(Callers callers, Routes routes, Permissions permissions) {
        this.callers = callers;
        this.routes = routes;
        this.permissions = permissions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var route = routes.of(request);
        if (!isOpen(request, route)) {
            try {
                var caller = caller(request).orElseThrow(() -> unknown(request));
                // Before anything is refused: the audit and the log say who was.
                request.setAttribute(Caller.ATTRIBUTE, caller);
                route.ifPresent(known -> request.setAttribute(RULE, permissions.require(caller, known)));
            } catch (KowabungaException no) {
                if (no.fault() == Fault.UNAUTHENTICATED) {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                }
                ApiError.of(no).sendTo(response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isOpen(HttpServletRequest request, Optional<Routes.Route> route) {
        if (route.isPresent()) {
            return Rules.of(route.get().method(), route.get().path())
                    .filter(rule -> rule.right() == Right.OPEN)
                    .isPresent();
        }
        var path = request.getRequestURI();
        return OPEN.contains(path)
                || path.startsWith("/docs/")
                || path.startsWith("/agent/v1/")
                // Whoever has the ticket in the address is let in by it.
                || path.startsWith("/console/");
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

    private static KowabungaException unknown(HttpServletRequest request) {
        if (request.getHeader(KEY_HEADER) != null) {
            return Fault.UNAUTHENTICATED.because("The key in X-API-Key is nobody's, or holds no longer.");
        }
        if (bearer(request).isPresent()) {
            return Fault.UNAUTHENTICATED.because("The token in Authorization is nobody's, or holds no longer.");
        }
        return Fault.UNAUTHENTICATED.because(
                "Say who you are: with an API key in X-API-Key, or with a token in Authorization: Bearer.");
    }
}
