package cloud.kowabunga.kahuna.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"root_password\":\"hunter2\"}",
                "{\"email\":\"ada@example.com\",\"password\":\"hunter2\"}",
                "{\"metadatas\":[{\"key\":\"token\",\"value\":\"hunter2\"}]}",
                "{\"user_data\":\"#cloud-config\\npassword: hunter2\"}",
                "{\"something_new\":{\"name\":\"hunter2\"}}",
                "{\"something_new\":[\"hunter2\"]}",
                "{\"source\":\"https://ada:hunter2@images.example.com/debian.qcow2\"}",
                "{\"source\":\"https://images.example.com/debian.qcow2?signature=hunter2\"}",
                "{\"source\":\"hunter2://\"}",
                "\"hunter2\"",
                "[\"hunter2\"]",
                "hunter2"
            })
    void what_nobody_declared_is_withheld(String body) {
        assertThat(redacted(body)).isNotEmpty().doesNotContain("hunter2");
    }

    @Test
    void what_was_asked_for_can_be_read() {
        assertThat(
                        redacted(
                                "{\"name\":\"web-1\",\"memory\":1073741824,\"volumes\":[\"v-1\"],\"quotas\":{\"vcpus\":4},\"uefi\":null}"))
                .isEqualTo(
                        "{\"name\":\"web-1\",\"memory\":1073741824,\"volumes\":[\"v-1\"],\"quotas\":{\"vcpus\":4},\"uefi\":null}");
        assertThat(redacted("{\"source\":\"https://ada:pw@images.example.com:8443/debian.qcow2?a=b\"}"))
                .isEqualTo("{\"source\":\"https://images.example.com:8443/debian.qcow2\"}");
        assertThat(redacted("{\"disk\":1,\"data_disk\":2}")).isEqualTo("{\"disk\":1,\"data_disk\":2}");
        assertThat(redacted("{\"source\":\"/images/debian.qcow2\"}")).contains("/images/debian.qcow2");
    }

    @Test
    void parameters_of_the_query_are_fields_too() {
        assertThat(Redaction.of(new byte[0], Map.of("subnetSize", List.of("26"), "secret", List.of("hunter2"))))
                .contains("\"subnet_size\":\"26\"", "\"secret\":\"(withheld)\"");
        assertThat(Redaction.of(new byte[0], Map.of())).isNull();
    }

    @Test
    void what_is_very_long_is_left_out() {
        assertThat(redacted("{\"description\":\"" + "x".repeat(20_000) + "\"}")).isEqualTo("{\"body\":\"(too long)\"}");
    }

    private static String redacted(String body) {
        return String.valueOf(Redaction.of(body.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    @Test
    void what_the_database_cannot_keep_is_replaced() {
        var body = "{\"name\":\"a\\u0000\\u0000b\",\"description\":\"\\\\u0000\"}";
        assertThat(Redaction.of(body.getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo("{\"name\":\"a\uFFFD\uFFFDb\",\"description\":\"\\\\u0000\"}");
    }
}
