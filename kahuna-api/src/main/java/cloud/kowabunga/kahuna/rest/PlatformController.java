package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Platform;
import java.io.IOException;
import java.util.Properties;
import org.springframework.web.bind.annotation.GetMapping;

/** Says what this installation is. */
@Api
final class PlatformController {
    private static final String BUILT = "/META-INF/maven/cloud.kowabunga/kahuna-api/pom.properties";

    private final Platform platform;

    PlatformController(KahunaProperties properties) {
        platform = new Platform(
                version(), properties.simulated(), properties.temporal().console());
    }

    @GetMapping("/platform")
    Platform platform() {
        return platform;
    }

    /** As the build wrote it into the jar; there is none when Kahuna runs from an editor. */
    private static String version() {
        try (var stream = PlatformController.class.getResourceAsStream(BUILT)) {
            if (stream == null) {
                return "development";
            }
            var built = new Properties();
            built.load(stream);
            return built.getProperty("version", "development");
        } catch (IOException _) {
            return "development";
        }
    }
}
