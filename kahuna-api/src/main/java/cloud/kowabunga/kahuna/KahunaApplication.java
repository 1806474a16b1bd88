package cloud.kowabunga.kahuna;

import cloud.kowabunga.kahuna.engine.Replay;
import java.nio.file.Path;
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
        if (args.length == 2 && args[0].equals(Replay.WORD)) {
            System.exit(Replay.run(Path.of(args[1]), System.out));
        }
        SpringApplication.run(KahunaApplication.class, args);
    }
}
