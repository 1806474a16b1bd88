package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The members of a project are the users of its teams, and are for its projectAdmins and superAdmins to see. */
@Timeout(120)
final class MembersTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Holdings own = new Holdings(world);
    private final String project = String.valueOf(own.ids.get("projectId"));
    private final String second = Person.team(world);

    MembersTest() {
        world.database()
                .change(sql -> sql.insertInto(PROJECT_TEAM)
                        .set(PROJECT_TEAM.PROJECT_ID, new ProjectId(project))
                        .set(PROJECT_TEAM.TEAM_ID, second)
                        .execute());
    }

    @Test
    void a_project_admin_sees_all_members_and_through_which_teams_they_are() {
        var admin = Person.of(world, Role.PROJECT_ADMIN, own.team);
        var both = Person.of(world, Role.USER, own.team, second);
        var other = Person.of(world, Role.USER, second);
        var stranger = Person.of(world, Role.USER, Person.team(world));

        var members = members(admin);
        assertThat(members)
                .extracting(member -> member.path("id").asString())
                .contains(admin.id(), both.id(), other.id())
                .doesNotContain(stranger.id());
        assertThat(of(members, both).path("teams"))
                .extracting(team -> team.path("id").asString())
                .containsExactlyInAnyOrder(own.team, second);
        assertThat(of(members, admin).path("role").asString()).isEqualTo("projectAdmin");
        assertThat(of(members, both).path("name").asString())
                .isEqualTo(world.get("/user/" + both.id()).get("name"));
    }

    @Test
    void it_says_whom_the_caller_may_read() {
        var admin = Person.of(world, Role.PROJECT_ADMIN, own.team);
        var near = Person.of(world, Role.USER, own.team);
        var far = Person.of(world, Role.USER, second);
        var members = members(admin);
        for (var person : List.of(near, far)) {
            var readable = of(members, person).path("readable").asBoolean();
            assertThat(admin.get("/user/" + person.id()).status()).isEqualTo(readable ? 200 : 404);
        }
        assertThat(of(members, near).path("readable").asBoolean()).isTrue();
        assertThat(of(members, far).path("readable").asBoolean()).isFalse();
        assertThat(of(members, far).path("teams").path(0).path("readable").asBoolean())
                .isFalse();
        assertThat(members(Person.of(world, Role.SUPER_ADMIN)))
                .allMatch(member -> member.path("readable").asBoolean());
    }

    @Test
    void they_come_in_parts_by_name() {
        var admin = Person.of(world, Role.PROJECT_ADMIN, own.team);
        var user = Person.of(world, Role.USER, second);
        var whole = admin.get("/project/%s/members".formatted(project)).is(200);
        var part = admin.get("/project/%s/members?offset=1&limit=1".formatted(project))
                .is(200);
        assertThat(part.header("X-Kowabunga-Total")).isEqualTo(whole.header("X-Kowabunga-Total"));
        assertThat(part.json()).hasSize(1);
        assertThat(part.json().path(0)).isEqualTo(whole.json().path(1));
        assertThat(members(admin))
                .anyMatch(member -> user.id().equals(member.path("id").asString()));
        admin.get("/project/%s/members?limit=0".formatted(project)).refuses(422, "limit");
    }

    @Test
    void they_are_nobody_elses_to_see() {
        Person.of(world, Role.USER, own.team)
                .get("/project/%s/members".formatted(project))
                .refuses(403, "projectAdmin");
        Person.of(world, Role.PROJECT_ADMIN, Person.team(world))
                .get("/project/%s/members".formatted(project))
                .refuses(404);
        world.get("/project/none/members").refuses(404, "none");
    }

    private List<JsonNode> members(Person person) {
        var found = person.get("/project/%s/members".formatted(project)).is(200).json();
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    private static JsonNode of(List<JsonNode> members, Person person) {
        return members.stream()
                .filter(member -> person.id().equals(member.path("id").asString()))
                .findFirst()
                .orElseThrow();
    }
}
