package cloud.kowabunga.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot server with one endpoint that answers with a constant: what the framework itself costs. Argument: its port. */
@SpringBootApplication(
        excludeName = {
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration"
        })
@RestController
class Bare {
    static final String PATH = "/constant";

    /** Of the size of a small object of the API. */
    record Constant(String id, String name, String description, boolean simulated) {}

    public static void main(String[] arguments) {
        var application = new SpringApplication(Bare.class);
        // The rest is as Kahuna's own settings have it; what its health is made of is not here.
        application.run(
                "--server.port=" + arguments[0],
                "--management.server.port=-1",
                "--management.endpoint.health.validate-group-membership=false",
                "--spring.application.name=bare");
    }

    @GetMapping(PATH)
    Constant constant() {
        return new Constant("01a20d59-b408-7ac4-bc1f-1e1137fef2e5", "constant", "Always the same", false);
    }
}
