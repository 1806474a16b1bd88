package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.wire.Api;
import java.io.IOException;
import java.util.Properties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The document of the API, and pages to read it with a browser. All of it comes from Kahuna itself. */
@Controller
final class Manual {
    static final String DOCUMENT = "openapi/kowabunga.yaml";

    @GetMapping(Api.PREFIX + "/openapi.yaml")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(new ClassPathResource(DOCUMENT));
    }

    @Configuration(proxyBeanMethods = false)
    static class Pages implements WebMvcConfigurer {
        private static final String BUILT = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

        @Override
        public void addViewControllers(ViewControllerRegistry registry) {
            registry.addRedirectViewController("/", "/docs/index.html");
            registry.addRedirectViewController("/docs", "/docs/index.html");
            registry.addRedirectViewController("/docs/", "/docs/index.html");
        }

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/docs/**")
                    .addResourceLocations(
                            "classpath:/docs/", "classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/");
        }

        private static String version() {
            try (var stream = new ClassPathResource(BUILT).getInputStream()) {
                var built = new Properties();
                built.load(stream);
                return built.getProperty("version");
            } catch (IOException missing) {
                throw new IllegalStateException("swagger-ui is part of Kahuna.", missing);
            }
        }
    }
}
