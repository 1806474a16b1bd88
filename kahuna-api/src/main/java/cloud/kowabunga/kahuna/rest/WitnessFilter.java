package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.audit.Account;
import cloud.kowabunga.kahuna.database.Database;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the request's account see the transactions of its controller, and not those of the filters before. */
@Component
@Order(WitnessFilter.ORDER)
final class WitnessFilter extends OncePerRequestFilter {
    static final int ORDER = 50;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var account = Account.of(request);
        if (account.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            ScopedValue.where(Database.WITNESS, account.get()).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }
}
