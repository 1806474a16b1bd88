package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.audit.Account;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.wire.Api;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Sees to it that whatever changes something, or was refused to, is in the audit once. An operation writes rows of its own; what
 * commits a transaction has its row in it ({@link WitnessFilter}); all else is written when the answer is known.
 */
@Component
@Order(AuditFilter.ORDER)
final class AuditFilter extends OncePerRequestFilter {
    /** Before the caller is known, so that whoever is turned away is seen. */
    static final int ORDER = 25;

    static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Trail trail;

    AuditFilter(Trail trail) {
        this.trail = trail;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CHANGES.contains(request.getMethod())
                || !request.getRequestURI().startsWith(Api.PREFIX + "/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ReadBody read;
        try {
            read = new ReadBody(request);
        } catch (BodyTooLarge _) {
            ErrorAdvice.error(HttpStatus.CONTENT_TOO_LARGE, BodyTooLarge.SENTENCE)
                    .sendTo(response);
            return;
        }
        // Held back until the row is there: whoever has the answer finds it in the audit.
        var answer = new ContentCachingResponseWrapper(response);
        var account = Account.begin(read, read.body());
        chain.doFilter(read, answer);
        write(account, request, answer);
        answer.copyBodyToResponse();
    }

    private void write(Account account, HttpServletRequest request, HttpServletResponse response) {
        if (response.containsHeader(Dispatch.HEADER) || response.containsHeader(IdempotencyFilter.REPLAYED)) {
            return;
        }
        if (response.getStatus() < 400) {
            account.done(trail);
        } else if (isWorthARow(request, response.getStatus())) {
            account.refused(trail, response.getStatus());
        }
    }

    /** Not who never said who they are, unless they tried to sign in, nor what was only asked too early or too often. */
    private static boolean isWorthARow(HttpServletRequest request, int status) {
        return switch (status) {
            case 401 -> request.getRequestURI().startsWith(Api.PREFIX + "/login");
            case 429, 503 -> false;
            default -> true;
        };
    }
}
