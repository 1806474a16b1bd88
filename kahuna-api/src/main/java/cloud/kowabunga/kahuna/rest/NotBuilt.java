package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the published API announces and Kahuna does not do yet: it says so, and does not pretend that the address is wrong. */
@Component
final class NotBuilt implements SmartInitializingSingleton {
    private static final String ROUTES = """
            PATCH /instance/{instanceId}/kmotion/commit
            POST /instance/{instanceId}/kmotion/plan
            GET /kawaii
            DELETE,GET,PUT /kawaii/{kawaiiId}
            GET,POST /kawaii/{kawaiiId}/ipsec
            DELETE,GET,PUT /kawaii/{kawaiiId}/ipsec/{kawaiiIpSecId}
            PATCH /kompute/{komputeId}/kmotion/commit
            POST /kompute/{komputeId}/kmotion/plan
            GET /konvey
            DELETE,GET,PUT /konvey/{konveyId}
            GET /kwarantine
            DELETE,GET,PUT /kwarantine/{kwarantineId}
            DELETE,PUT /kwarantine/{kwarantineId}/instance/{instanceId}
            DELETE,PUT /kwarantine/{kwarantineId}/kompute/{komputeId}
            GET /kylo
            DELETE,GET,PUT /kylo/{kyloId}
            POST /project/{projectId}/kwarantine
            GET /project/{projectId}/kwarantines
            POST /project/{projectId}/region/{regionId}/kawaii
            GET /project/{projectId}/region/{regionId}/kawaiis
            POST /project/{projectId}/region/{regionId}/konvey
            GET /project/{projectId}/region/{regionId}/konveys
            GET,POST /project/{projectId}/region/{regionId}/kylo
            GET /project/{projectId}/region/{regionId}/kylos
            POST /project/{projectId}/zone/{zoneId}/konvey
            GET /project/{projectId}/zone/{zoneId}/konveys
            """;

    private final RequestMappingHandlerMapping mapping;

    NotBuilt(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            var handler = NotBuilt.class.getDeclaredMethod("answer", HttpServletRequest.class);
            for (var route : ROUTES.lines().toList()) {
                var parts = route.split(" ", 2);
                var methods = Arrays.stream(parts[0].split(",", -1))
                        .map(RequestMethod::valueOf)
                        .toArray(RequestMethod[]::new);
                mapping.registerMapping(
                        RequestMappingInfo.paths(Api.PREFIX + parts[1])
                                .methods(methods)
                                .options(mapping.getBuilderConfiguration())
                                .build(),
                        this,
                        handler);
            }
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("The method stands below.", impossible);
        }
    }

    @ResponseBody
    ResponseEntity<ApiError> answer(HttpServletRequest request) {
        var error = ApiError.of(Fault.NOT_IMPLEMENTED.because(
                "%s %s is not built yet.".formatted(request.getMethod(), request.getRequestURI())));
        return ResponseEntity.status(error.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(error);
    }
}
