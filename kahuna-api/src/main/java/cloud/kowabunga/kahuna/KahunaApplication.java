package cloud.kowabunga.kahuna;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Kahuna, the orchestrator. Keeps no state of its own, so that any number of them may run side by side. */
@SpringBootApplication
@EnableConfigurationProperties(KahunaProperties.class)
@EnableScheduling
public class KahunaApplication {
    static {
        // jOOQ greets on the console otherwise.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    public static void main(String[] args) {
        SpringApplication.run(KahunaApplication.class, args);
    }
}
