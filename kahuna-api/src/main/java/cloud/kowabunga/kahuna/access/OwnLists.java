package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Leaves out of every list of ids what the caller may not see, so that no controller can forget it. */
@RestControllerAdvice
final class OwnLists implements ResponseBodyAdvice<Object> {
    private final Ownership ownership;

    OwnLists(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof List<?> list
                && request instanceof ServletServerHttpRequest servlet
                && servlet.getServletRequest().getAttribute(AccessFilter.RULE) instanceof Rule rule
                && rule.listed() != null
                && servlet.getServletRequest().getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
                && !caller.isSuperAdmin()) {
            var visible = ownership.visible(
                    caller, rule.listed(), list.stream().map(OwnLists::id).toList());
            return list.stream()
                    .filter(element -> visible.contains(id(element)))
                    .toList();
        }
        return body;
    }

    private static String id(Object element) {
        return element instanceof Id id ? id.value() : String.valueOf(element);
    }
}
