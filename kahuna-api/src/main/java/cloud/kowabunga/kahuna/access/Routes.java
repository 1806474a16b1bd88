package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.wire.Api;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Asks Spring which operation a request means, so that what is allowed and what is done can never be two different ones. */
@Component
final class Routes {
    private final ObjectProvider<RequestMappingHandlerMapping> mapping;

    Routes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /**
     * An operation, and the ids that the path names.
     *
     * @param path with its variables, behind {@code /api/v1}
     */
    record Route(String method, String path, Map<String, String> variables) {
        Route {
            variables = Map.copyOf(variables);
        }
    }

    /** Empty for what is no operation of the API, or none at all, which Spring says itself. */
    Optional<Route> of(HttpServletRequest request) throws ServletException {
        ServletRequestPathUtils.parseAndCache(request);
        if (!handled(request)) {
            return Optional.empty();
        }
        var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (!pattern.startsWith(Api.PREFIX + "/")) {
            return Optional.empty();
        }
        var method = request.getMethod();
        return Optional.of(new Route(
                method.equals(HttpMethod.HEAD.name()) ? HttpMethod.GET.name() : method,
                pattern.substring(Api.PREFIX.length()),
                variables(request)));
    }

    private boolean handled(HttpServletRequest request) throws ServletException {
        try {
            var chain = mapping.getObject().getHandler(request);
            // Spring answers OPTIONS by itself, with the methods that there are.
            return chain != null
                    && chain.getHandler() instanceof HandlerMethod
                    && !request.getMethod().equals(HttpMethod.OPTIONS.name());
        } catch (ServletException _) {
            // A method or a type that the path does not have: Spring refuses it again, with a sentence.
            return false;
        } catch (Exception broken) {
            throw new ServletException(broken);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(HttpServletRequest request) {
        return (Map<String, String>) Objects.requireNonNullElse(
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE), Map.of());
    }
}
