package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.catalog.EntityTag;
import cloud.kowabunga.kahuna.wire.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Gives every published object that is answered alone its tag, and answers 304 where the caller has it already. */
@RestControllerAdvice(annotations = Api.class)
final class EntityTags implements ResponseBodyAdvice<Object> {
    private static final String PUBLISHED = Api.class.getPackageName();
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT);

    @Override
    public boolean supports(MethodParameter returns, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returns,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null || !isPublished(body) || !METHODS.contains(request.getMethod())) {
            return body;
        }
        var tag = EntityTag.of(body);
        response.getHeaders().setETag(tag.value());
        var known = String.join(",", request.getHeaders().getOrDefault(HttpHeaders.IF_NONE_MATCH, List.of()));
        if (request.getMethod().equals(HttpMethod.GET) && !known.isEmpty() && tag.isNamedWeaklyBy(known)) {
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return null;
        }
        return body;
    }

    /** An object of the API that has an id. */
    private static boolean isPublished(Object body) {
        var of = body.getClass();
        return of.isRecord()
                && of.getPackageName().equals(PUBLISHED)
                && Arrays.stream(of.getRecordComponents())
                        .anyMatch(part -> part.getName().equals("id"));
    }
}
