package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** How resources of every kind are found, made, changed and deleted. Needs a project and one of its regions with a pool. */
abstract class CatalogContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Range FIRST = new Range(0, 50, "name");

    protected abstract Kahuna kahuna();

    /** A credential that may do everything. */
    protected abstract Credential credential();

    KahunaClient client() {
        return kahuna().as(credential());
    }

    static String fresh(String word) {
        return word + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String make(String path, Map<String, Object> body) {
        var made = client().order(HttpMethod.POST, path, body);
        assertThat(made.operation()).isNull();
        assertThat(made.resource()).isNotBlank();
        return made.resource();
    }

    void delete(String kind, String id) {
        assertThat(client().order(HttpMethod.DELETE, "/" + kind + "/" + id, null)
                        .operation())
                .isNull();
    }

    String region(String name) {
        return make("/region", Map.of("name", name, "domain", name + ".example.org"));
    }

    Resource project() {
        return client().names("project", ResourceFilter.ALL, FIRST).rows().getFirst();
    }

    /** Begins an empty volume of 1 GiB in the first project. */
    Made volume(String name) {
        var project = project();
        var region = client().resource("project", project.id()).lines("regions").getFirst();
        return client().order(
                        HttpMethod.POST,
                        "/project/%s/region/%s/volume".formatted(project.id(), region),
                        Map.of("name", name, "type", "raw", "size", 1L << 30));
    }

    private List<String> namesOf(String kind, ResourceFilter filter) {
        return client().names(kind, filter, FIRST).rows().stream()
                .map(Resource::name)
                .toList();
    }

    @Test
    void a_resource_is_made_read_changed_and_deleted() {
        var name = fresh("basement");
        var id = region(name);
        assertThat(client().resource("region", id).text("domain")).isEqualTo(name + ".example.org");
        client().order(HttpMethod.PUT, "/region/" + id, Map.of("description", "dark"));
        var changed = client().resource("region", id);
        assertThat(changed.name()).isEqualTo(name);
        assertThat(changed.text("description")).isEqualTo("dark");
        assertThat(changed.text("domain")).isEqualTo(name + ".example.org");
        delete("region", id);
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> client().resource("region", id))
                .satisfies(refusal -> assertThat(refusal.notFound()).isTrue());
    }

    @Test
    void a_change_of_what_somebody_else_changed_meanwhile_is_refused() {
        var id = region(fresh("shared"));
        var read = client().resource("region", id);
        assertThat(read.tag()).isNotBlank();
        client().order(HttpMethod.PUT, "/region/" + id, Map.of("description", "dark"));
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> change(id, "bright", read.tag()))
                .satisfies(refusal -> assertThat(refusal.changedMeanwhile()).isTrue());
        assertThat(client().resource("region", id).text("description")).isEqualTo("dark");
        change(id, "bright", client().resource("region", id).tag());
        assertThat(client().resource("region", id).text("description")).isEqualTo("bright");
        delete("region", id);
    }

    private void change(String region, String description, @Nullable String tag) {
        client().order(HttpMethod.PUT, "/region/" + region, Map.of("description", description), new Manner(false, tag));
    }

    @Test
    void resources_are_found_by_name_by_id_and_by_what_they_hang_from() {
        var name = fresh("attic");
        var region = region(name);
        var zone = make("/region/" + region + "/zone", Map.of("name", "left"));
        assertThat(namesOf("region", new ResourceFilter(name.toUpperCase(java.util.Locale.ROOT), "", "")))
                .containsExactly(name);
        assertThat(namesOf("zone", new ResourceFilter("", region, ""))).containsExactly("left");
        assertThat(namesOf("zone", new ResourceFilter("no-zone-has-this-name", region, "")))
                .isEmpty();
        var found = client().resources("zone", new ResourceFilter("", "", zone), FIRST);
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.rows()).singleElement().satisfies(row -> {
            assertThat(row.parent()).isEqualTo(region);
            assertThat(row.parentName()).isEqualTo(name);
            assertThat(row.text("name")).isEqualTo("left");
        });
        delete("zone", zone);
        delete("region", region);
    }

    @Test
    void one_of_several_is_made_the_default_and_says_so() {
        var region = region(fresh("cellar"));
        var vnet = make("/region/" + region + "/vnet", Map.of("name", fresh("net"), "interface", "kowcellar"));
        var first = subnet(vnet, "10.98.1");
        var second = subnet(vnet, "10.98.2");
        for (var chosen : List.of(first, second)) {
            client().order(HttpMethod.PATCH, "/vnet/%s/subnet/%s/default".formatted(vnet, chosen), null);
            assertThat(client().resource("subnet", first).isDefault()).isEqualTo(chosen.equals(first));
            assertThat(client().resource("subnet", second).isDefault()).isEqualTo(chosen.equals(second));
        }
        assertThat(client().resource("region", region).isDefault()).isFalse();
        delete("subnet", first);
        delete("subnet", second);
        delete("vnet", vnet);
        delete("region", region);
    }

    private String subnet(String vnet, String net) {
        return make(
                "/vnet/" + vnet + "/subnet",
                Map.of("name", fresh("subnet"), "cidr", net + ".0/24", "gateway", net + ".1"));
    }

    @Test
    void several_are_named_by_their_ids_and_who_is_not_there_is_left_out() {
        var name = fresh("pair");
        var ids = List.of(region(name + "-1"), region(name + "-2"));
        assertThat(client().named("region", List.of(ids.getLast(), "no-region-has-this-id", ids.getFirst())))
                .extracting(Resource::name)
                .containsExactly(name + "-2", name + "-1");
        ids.forEach(id -> delete("region", id));
    }

    @Test
    void a_name_that_is_taken_is_refused_with_a_sentence() {
        var name = fresh("twin");
        var id = region(name);
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> region(name))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(409);
                    assertThat(refusal.reason()).contains(name).endsWith(".");
                });
        delete("region", id);
    }

    @Test
    void a_part_of_a_long_list_comes_with_the_length_of_the_whole() {
        var name = fresh("many");
        var ids = List.of(region(name + "-1"), region(name + "-2"), region(name + "-3"));
        var part = client().names("region", new ResourceFilter(name, "", ""), new Range(1, 1, "-name"));
        assertThat(part.total()).isEqualTo(3);
        assertThat(part.rows()).extracting(Resource::name).containsExactly(name + "-2");
        ids.forEach(id -> delete("region", id));
    }

    @Test
    void the_key_of_an_agent_is_shown_once_and_is_another_one_each_time() {
        var id = make("/agent", Map.of("name", fresh("agent"), "type", "Kaktus"));
        var first = rotated(id);
        assertThat(first).startsWith("kow_");
        assertThat(rotated(id)).startsWith("kow_").isNotEqualTo(first);
        assertThat(client().resource("agent", id).object().toString()).doesNotContain(first);
        delete("agent", id);
    }

    private @Nullable String rotated(String agent) {
        return client().order(HttpMethod.PATCH, "/agent/" + agent + "/token?expire=false", null)
                .secret();
    }

    @Test
    void what_takes_its_time_becomes_an_operation_that_names_the_resource() {
        var made = volume(fresh("disk"));
        succeeds(made);
        var volume = client().resource("volume", made.resource());
        assertThat(volume.parent()).isEqualTo(project().id());
        assertThat(volume.text("type")).isEqualTo("raw");
        succeeds(client().order(HttpMethod.DELETE, "/volume/" + made.resource(), null));
        assertThat(client().names("volume", new ResourceFilter("", "", made.resource()), FIRST)
                        .rows())
                .isEmpty();
    }

    @Test
    void an_instance_is_found_by_its_id_and_by_its_kaktus() {
        var some = client().instances(InstanceFilter.ALL, new Range(0, 1, ""))
                .rows()
                .getFirst();
        var id = some.id().value();
        assertThat(client().instances(InstanceFilter.only(id), FIRST).rows())
                .extracting(row -> row.id().value())
                .containsExactly(id);
        assertThat(client().instances(InstanceFilter.on(Objects.requireNonNull(some.kaktus())), FIRST)
                        .rows())
                .extracting(row -> row.id().value())
                .contains(id);
        assertThat(client().instances(InstanceFilter.on("no-kaktus-has-this-id"), FIRST)
                        .rows())
                .isEmpty();
        assertThat(client().resource("instance", id).name()).isEqualTo(some.name());
    }

    @Test
    void capacity_says_what_machines_and_pools_have_and_what_is_taken() {
        var rows = client().capacity();
        assertThat(rows).filteredOn(CapacityRow::isKaktus).isNotEmpty().allSatisfy(row -> {
            assertThat(row.zone()).isNotBlank();
            assertThat(row.measure(CapacityRow.VCPUS)).isPresent();
            assertThat(row.measure(CapacityRow.MEMORY)).isPresent();
        });
        assertThat(rows)
                .filteredOn(row -> !row.isKaktus())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.measure(CapacityRow.STORAGE)).isPresent());
        assertThat(rows).anySatisfy(row -> assertThat(row.alive()).isTrue());
    }

    @Test
    void a_project_says_what_it_may_use_what_it_uses_and_what_that_costs() {
        var project = project();
        assertThat(client().usage(project.id()).instances()).isPositive();
        var all = client().projects(List.of(), FIRST);
        assertThat(all.rows()).extracting(ProjectRow::name).contains(project.name());
        assertThat(client().projects(List.of(project.id(), "no-project-has-this-id"), FIRST)
                        .rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo(project.id());
                    assertThat(row.usage()).isEqualTo(client().usage(project.id()));
                    assertThat(row.quotas().vcpus()).isNotNegative();
                    assertThat(Objects.requireNonNull(row.cost()).currency()).hasSize(3);
                });
    }

    @Test
    void a_project_says_who_is_in_it_and_through_which_team() {
        var name = fresh("ada");
        var user = make("/user", Map.of("name", name, "email", name + "@example.org", "role", "projectAdmin"));
        var team = make("/team", Map.of("name", fresh("builders"), "users", List.of(user)));
        var project = make("/project", Map.of("name", fresh("shop"), "teams", List.of(team), "regions", List.of()));
        var members = client().members(project, FIRST);
        assertThat(members.total()).isEqualTo(1);
        assertThat(members.rows()).singleElement().satisfies(member -> {
            assertThat(member.id()).isEqualTo(user);
            assertThat(member.name()).isEqualTo(name);
            assertThat(member.role()).isEqualTo("projectAdmin");
            assertThat(member.readable()).isTrue();
            assertThat(member.teams()).extracting(Member.Of::id).containsExactly(team);
        });
        delete("project", project);
        delete("team", team);
        delete("user", user);
    }

    void succeeds(Made made) {
        var operation = new OperationId(Objects.requireNonNull(made.operation()));
        assertThat(client().operation(operation).resource()).isEqualTo(made.resource());
        await().atMost(LIMIT).until(() -> client().operation(operation).state().isFinal());
        assertThat(client().operation(operation).state()).isEqualTo(OperationState.SUCCEEDED);
    }
}
