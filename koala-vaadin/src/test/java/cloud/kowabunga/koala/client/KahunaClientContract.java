package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What Koala relies on. Runs on the real Kahuna and on the in-memory one, each with at least one running instance and a living agent. */
public abstract class KahunaClientContract extends BulkContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private InstanceRow running() {
        return client().instances(new InstanceFilter("", InstanceState.RUNNING), new Range(0, 1, ""))
                .rows()
                .getFirst();
    }

    @Test
    void a_wrong_key_is_refused_with_a_sentence() {
        var stranger = kahuna().as(new Credential.Key("kow_00000000_nobody"));
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(stranger::platform)
                .satisfies(refusal -> {
                    assertThat(refusal.signedOut()).isTrue();
                    assertThat(refusal.reason()).endsWith(".");
                });
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> kahuna().signIn("nobody@example.org", "wrong password"));
    }

    @Test
    void who_forgot_a_password_is_answered_the_same_whoever_asks() {
        assertThatNoException().isThrownBy(() -> kahuna().forgot("nobody@example.org"));
    }

    @Test
    void a_token_that_no_mail_has_sets_no_password() {
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> kahuna().redeem("planted", "a long password"))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(422);
                    assertThat(refusal.reason()).startsWith("token:");
                });
    }

    @Test
    void the_platform_says_what_it_is() {
        assertThat(client().platform().version()).isNotBlank();
    }

    @Test
    void who_may_do_everything_is_told_so() {
        var who = client().whoami();
        assertThat(who.role()).isEqualTo("superAdmin");
        assertThat(who.id()).isNotBlank();
        assertThat(who.may(HttpMethod.POST, "/region/{region}/zone")).isTrue();
        assertThat(who.may(HttpMethod.PUT, "/user/" + who.id() + "/password")).isTrue();
        assertThat(who.may(HttpMethod.DELETE, "/audit/1")).isFalse();
    }

    @Test
    void agents_are_listed() {
        assertThat(client().agents()).anySatisfy(agent -> {
            assertThat(agent.alive()).isTrue();
            assertThat(agent.lastSeen()).isNotNull();
        });
    }

    @Test
    void an_agent_tells_what_it_serves_and_where_that_is() {
        var kaktus = client().capacity().stream()
                .filter(row -> row.isKaktus() && row.alive())
                .findFirst()
                .orElseThrow();
        assertThat(client().agents())
                .anySatisfy(agent -> assertThat(agent.serves()).anySatisfy(served -> {
                    assertThat(served.noun()).isEqualTo("kaktus");
                    assertThat(served.id()).isEqualTo(kaktus.id());
                    assertThat(served.zone()).isEqualTo(kaktus.zone());
                    assertThat(served.region()).isEqualTo(kaktus.region());
                }));
    }

    @Test
    void instances_are_found_by_a_part_of_their_name_in_any_case() {
        var name = running().name();
        var part = name.substring(0, Math.max(1, name.length() - 1)).toUpperCase(java.util.Locale.ROOT);
        var found = client().instances(new InstanceFilter(part, null), new Range(0, 50, "name"));
        assertThat(found.rows()).extracting(InstanceRow::name).contains(name);
        assertThat(found.total()).isGreaterThanOrEqualTo(found.rows().size());
    }

    @Test
    void instances_that_do_not_match_are_left_out() {
        var found = client().instances(new InstanceFilter("no-instance-has-this-name", null), new Range(0, 50, ""));
        assertThat(found.rows()).isEmpty();
        assertThat(found.total()).isZero();
    }

    @Test
    void an_unknown_operation_is_not_found() {
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> client().operation(new OperationId("no-such-operation")))
                .satisfies(refusal -> assertThat(refusal.notFound()).isTrue());
    }

    @Test
    void an_order_becomes_an_operation_that_can_be_followed_to_its_end() {
        var instance = running();
        var seen = new Heard<OperationRow>();
        var changes = new Heard<Change>();
        try (var _ = client().changes(changes)) {
            await().atMost(LIMIT).until(() -> changes.opened);
            var ordered = client().power(instance.id(), PowerAction.SUSPEND, Manner.PLAIN);
            assertThat(ordered.resource()).isEqualTo(instance.id().value());
            assertThat(ordered.title()).isEqualTo("Suspend instance");
            try (var _ = client().operation(ordered.id(), seen)) {
                await().atMost(LIMIT)
                        .until(() ->
                                seen.events.stream().anyMatch(row -> row.state().isFinal()));
            }
            var end = client().operation(ordered.id());
            assertThat(end.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(end.steps())
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.name()).isNotBlank());
            assertThat(end.since()).isNotNull();
            assertThat(end.endedAt()).isNotNull();
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(changes.events).anyMatch(change -> change.noun().equals("operation"));
                assertThat(changes.events)
                        .anyMatch(change -> change.noun().equals("instance")
                                && change.id().equals(instance.id().value()));
            });
            assertThat(client().operations(
                                    OperationFilter.ofResource(instance.id().value()), new Range(0, 10, ""))
                            .rows())
                    .extracting(OperationRow::id)
                    .contains(ordered.id());
            resume(instance);
        }
    }

    @Test
    void of_each_resource_the_latest_operation_is_told_with_how_many_there_are() {
        var made = volume(fresh("grouped"));
        succeeds(made);
        var deleted = client().order(HttpMethod.DELETE, "/volume/" + made.resource(), null);
        succeeds(deleted);
        var latest = client().operations(
                        new OperationFilter(null, null, made.resource(), "", "", false, true), new Range(0, 10, ""));
        assertThat(latest.total()).isEqualTo(1);
        assertThat(latest.rows()).singleElement().satisfies(row -> {
            assertThat(row.id().value()).isEqualTo(deleted.operation());
            assertThat(row.operations()).isEqualTo(2);
        });
        assertThat(ofResource(made.resource(), "orderedAt")).containsExactly("CreateVolume", "DeleteVolume");
        assertThat(ofResource(made.resource(), "-verb")).containsExactly("DeleteVolume", "CreateVolume");
    }

    @Test
    void operations_are_found_by_where_their_resource_stands() {
        var made = volume(fresh("placed"));
        succeeds(made);
        var newest = new Range(0, 50, "-endedAt");
        assertThat(client().operations(OperationFilter.within(project().id()), newest)
                        .rows())
                .anySatisfy(row -> assertThat(row.resource()).isEqualTo(made.resource()));
        succeeds(client().order(HttpMethod.DELETE, "/volume/" + made.resource(), null));
        var found = client().operations(OperationFilter.within(project().id()), newest);
        assertThat(found.rows())
                .filteredOn(row -> row.resource().equals(made.resource()))
                .hasSize(2);
        assertThat(found.total()).isGreaterThanOrEqualTo(found.rows().size());
        assertThat(client().operations(OperationFilter.within("no-such-place"), newest)
                        .rows())
                .isEmpty();
    }

    private List<String> ofResource(String id, String sort) {
        return client().operations(OperationFilter.ofResource(id), new Range(0, 10, sort)).rows().stream()
                .map(OperationRow::verb)
                .toList();
    }

    @Test
    void an_operation_is_overdue_only_past_its_deadline() {
        assertThat(client().operations(OperationFilter.OVERDUE, new Range(0, 10, ""))
                        .rows())
                .allSatisfy(row -> assertThat(row.overdue()).isTrue());
    }

    @Test
    void nothing_can_be_decided_about_an_operation_that_is_over() {
        var instance = running();
        var over =
                client().power(instance.id(), PowerAction.SUSPEND, Manner.PLAIN).id();
        await().atMost(LIMIT).until(() -> client().operation(over).state().isFinal());
        assertThatExceptionOfType(KahunaRefusal.class).isThrownBy(() -> client().decide(over, Decision.CANCEL));
        resume(instance);
    }

    @Test
    void an_action_that_means_nothing_in_this_state_is_refused() {
        var instance = running();
        var paused =
                client().power(instance.id(), PowerAction.SUSPEND, Manner.PLAIN).id();
        await().atMost(LIMIT).until(() -> client().operation(paused).state().isFinal());
        assertThatExceptionOfType(KahunaRefusal.class)
                .isThrownBy(() -> client().power(instance.id(), PowerAction.REBOOT, Manner.PLAIN))
                .satisfies(refusal -> assertThat(refusal.status()).isIn(409, 422));
        resume(instance);
    }

    @Test
    void the_console_of_an_instance_has_an_address_that_is_never_given_twice() {
        var instance = running();
        var first = client().console(instance.id());
        assertThat(first.isAbsolute()).isTrue();
        assertThat(first.getPath()).startsWith("/console/");
        assertThat(client().console(instance.id())).isNotEqualTo(first);
    }

    private void resume(InstanceRow instance) {
        var resumed =
                client().power(instance.id(), PowerAction.RESUME, Manner.PLAIN).id();
        await().atMost(LIMIT).until(() -> client().operation(resumed).state().isFinal());
    }

    private static final class Heard<T> implements LiveFeed.Listener<T> {
        private final List<T> events = new CopyOnWriteArrayList<>();
        private volatile boolean opened;

        @Override
        public void open() {
            opened = true;
        }

        @Override
        public void event(T event) {
            events.add(event);
        }

        @Override
        public void lost() {
            // The feed comes back by itself, which is what is tested elsewhere.
        }

        @Override
        public void refused(KahunaRefusal refusal) {
            throw new AssertionError(refusal.reason());
        }
    }
}
