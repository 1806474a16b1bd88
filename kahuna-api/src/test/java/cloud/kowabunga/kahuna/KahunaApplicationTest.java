package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.database.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class KahunaApplicationTest {
    @Test
    void it_starts_while_the_engine_is_away() {
        try (var kahuna = start(Map.of("kahuna.database.url", Postgres.freshUrl()))) {
            assertThat(kahuna.isActive()).isTrue();
        }
    }

    @Test
    void a_bad_setting_ends_the_start_with_one_sentence(CapturedOutput output) {
        assertThat(startFails(Map.of("kahuna.temporal.address", "over there"))).isTrue();

        assertThat(output)
                .contains("kahuna.temporal.address is 'over there'; allowed is host:port, like 127.0.0.1:8483.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_setting_of_the_wrong_type_ends_the_start_with_one_sentence(CapturedOutput output) {
        assertThat(startFails(Map.of("kahuna.temporal.retention", "soon"))).isTrue();

        assertThat(output)
                .contains("kahuna.temporal.retention is 'soon'; allowed is a length of time like 30d, 12h or 90s.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_deadline_for_what_is_no_operation_ends_the_start_with_one_sentence(CapturedOutput output) {
        assertThat(startFails(Map.of("kahuna.deadlines.MakeCoffee", "2h"))).isTrue();

        assertThat(output)
                .contains("kahuna.deadlines is 'MakeCoffee'; allowed is a type of operation, like CreateVolume.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_missing_password_file_ends_the_start_with_one_sentence(CapturedOutput output) {
        assertThat(startFails(Map.of("kahuna.database.password-file", "/nowhere/password")))
                .isTrue();

        assertThat(output)
                .contains(
                        "kahuna.database.password-file is '/nowhere/password'; allowed is a file that Kahuna can read.")
                .doesNotContain("\tat ");
    }

    private static boolean startFails(Map<String, Object> settings) {
        try (var kahuna = start(settings)) {
            return !kahuna.isActive();
        } catch (RuntimeException _) {
            return true;
        }
    }

    private static org.springframework.context.ConfigurableApplicationContext start(Map<String, Object> settings) {
        var application = new SpringApplication(KahunaApplication.class);
        var all = new java.util.HashMap<String, Object>(settings);
        all.putIfAbsent("kahuna.database.url", Postgres.freshUrl());
        all.putIfAbsent("kahuna.database.user", "postgres");
        all.putIfAbsent("kahuna.temporal.address", "127.0.0.1:21299");
        all.putIfAbsent("server.port", "0");
        all.putIfAbsent("management.server.port", "0");
        application.setDefaultProperties(all);
        return application.run(all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }
}
