package cloud.kowabunga.kahuna.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RestController;

/** A controller of the REST API: its paths begin with {@code /api/v1}, its JSON is {@link Json}'s. */
@RestController
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Api {
    String PREFIX = "/api/v1";
}
