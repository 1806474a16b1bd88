package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caller is told of their rights is what becomes of them when they use these. */
final class WhoamiTest {
    /** Asks for more than the table does: whoever administers nothing reads nothing there. */
    private static final Set<String> ELSEWHERE = Set.of("GET /audit");

    private final KahunaWorld world = KahunaWorld.shared();

    @ParameterizedTest
    @EnumSource(Role.class)
    void each_role_is_told_what_it_is_let_do_and_nothing_that_is_refused(Role role) throws IOException {
        var told = Permissions.of(new Caller("{userId}", "somebody", role));
        assertThat(told).containsAll(rows(role, "in"));
        assertThat(rows(role, "403")).doesNotContainAnyElementsOf(told);
    }

    private static List<String> rows(Role role, String outcome) throws IOException {
        return MatrixTest.rows()
                .filter(row -> row.outcomes().get(column(role)).equals(outcome))
                .map(MatrixTest.Row::toString)
                .filter(row -> !ELSEWHERE.contains(row))
                .toList();
    }

    /** Of the matrix, where somebody of that role does it to what is their own. */
    private static int column(Role role) {
        return switch (role) {
            case USER -> 1;
            case PROJECT_ADMIN -> 3;
            case SUPER_ADMIN -> 5;
        };
    }

    @Test
    void a_user_is_told_who_they_are_and_what_is_theirs_alone() {
        var ada = Person.of(world, Role.USER);
        var told = ada.get("/whoami").is(200);
        assertThat(told.get("id")).isEqualTo(ada.id());
        assertThat(told.get("role")).isEqualTo("user");
        assertThat(told.text())
                .contains("\"PUT /user/%s/password\"".formatted(ada.id()), "\"GET /instance\"")
                .doesNotContain("\"POST /region\"", "{userId}/password");
    }
}
