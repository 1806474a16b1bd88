package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What was done is written down with who asked for it, and can be found again. */
abstract class AuditContract extends CatalogContract {
    private static final Range FIRST = new Range(0, 50, "");

    private Rows<AuditRow> of(String resource) {
        return client().audit(AuditFilter.ofResource(resource), FIRST);
    }

    @Test
    void a_change_that_is_made_at_once_is_told_newest_first() {
        var name = fresh("audited");
        var id = region(name);
        client().order(HttpMethod.PUT, "/region/" + id, java.util.Map.of("description", "dark"));
        var rows = of(id);
        assertThat(rows.total()).isEqualTo(2);
        assertThat(rows.rows()).extracting(AuditRow::verb).containsExactly("UpdateRegion", "CreateRegion");
        var made = rows.rows().getLast();
        assertThat(made.result()).isEqualTo(AuditResult.DONE);
        assertThat(made.noun()).isEqualTo("region");
        assertThat(made.resourceTitle()).isEqualTo(name);
        assertThat(made.whoTitle()).isNotEqualTo("–");
        assertThat(made.key()).isNotBlank();
        assertThat(made.request()).startsWith("POST ");
        assertThat(made.inputText()).contains("\"name\" : \"" + name + "\"");
        var second = client().audit(AuditFilter.ofResource(id), new Range(1, 1, ""));
        assertThat(second.total()).isEqualTo(2);
        assertThat(second.rows()).extracting(AuditRow::verb).containsExactly("CreateRegion");
        delete("region", id);
    }

    @Test
    void an_operation_is_told_with_its_input_and_its_end() {
        var made = volume(fresh("audited"));
        succeeds(made);
        var operation = Objects.requireNonNull(made.operation());
        var rows = client().audit(AuditFilter.ofOperation(operation), FIRST).rows();
        assertThat(rows).extracting(AuditRow::result).containsExactly(AuditResult.SUCCEEDED, AuditResult.STARTED);
        assertThat(rows.getLast().inputText()).contains("\"type\" : \"raw\"");
        assertThat(rows.getLast().workflowId()).isNotBlank();
        succeeds(client().order(HttpMethod.DELETE, "/volume/" + made.resource(), null));
    }

    @Test
    void rows_are_found_by_who_kind_result_and_time() {
        var id = region(fresh("found"));
        var made = of(id).rows().getFirst();
        var who = Objects.requireNonNull(made.who());
        var hour = Duration.ofHours(1);
        var now = Instant.now();
        assertThat(total(who, "region", AuditResult.DONE, now.minus(hour), now.plus(hour), id))
                .isEqualTo(1);
        assertThat(total("nobody-has-this-name", "", null, null, null, id)).isZero();
        assertThat(total("", "zone", null, null, null, id)).isZero();
        assertThat(total("", "", AuditResult.REFUSED, null, null, id)).isZero();
        assertThat(total("", "", null, now.plus(hour), null, id)).isZero();
        assertThat(total("", "", null, null, now.minus(hour), id)).isZero();
        delete("region", id);
    }

    private int total(
            String who,
            String noun,
            @org.jspecify.annotations.Nullable AuditResult result,
            @org.jspecify.annotations.Nullable Instant since,
            @org.jspecify.annotations.Nullable Instant until,
            String resource) {
        return client().audit(new AuditFilter(who, noun, resource, "", result, since, until), FIRST)
                .total();
    }

    @Test
    void all_of_it_is_read_as_json_lines() throws IOException {
        var name = fresh("lines");
        var id = region(name);
        client().order(HttpMethod.PUT, "/region/" + id, java.util.Map.of("description", "dark"));
        try (var lines = client().auditLines(AuditFilter.ofResource(id))) {
            var text = new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(text)
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).startsWith("{").contains(id));
        }
        delete("region", id);
    }
}
