package cloud.kowabunga.compute;

import static cloud.kowabunga.compute.InstanceState.CREATING;
import static cloud.kowabunga.compute.InstanceState.DELETING;
import static cloud.kowabunga.compute.InstanceState.UNKNOWN;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.kowabunga.fault.Fault;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class PowerActionTest {
    @Property
    void an_action_that_has_nothing_left_to_do_is_allowed(@ForAll PowerAction action) {
        assertThat(action.allowedIn(action.target())).isTrue();
    }

    @Property
    void an_action_that_was_allowed_may_come_twice(@ForAll PowerAction action, @ForAll InstanceState state) {
        if (action.allowedIn(state)) {
            assertThatCode(() -> action.requireAllowedIn(action.target(), "web-1"))
                    .doesNotThrowAnyException();
        } else {
            assertRefused(Fault.INVALID_STATE, () -> action.requireAllowedIn(state, "web-1"));
        }
    }

    @Example
    void there_is_a_way_from_every_state_of_a_machine_to_running_and_to_off() {
        for (var state : InstanceState.values()) {
            var leads = Arrays.stream(PowerAction.values())
                    .filter(action -> action.allowedIn(state))
                    .map(PowerAction::target)
                    .toList();
            if (state == CREATING || state == DELETING || state == UNKNOWN) {
                assertThat(leads).isEmpty();
            } else {
                assertThat(leads).contains(InstanceState.RUNNING);
                assertThat(leads.contains(InstanceState.SHUTOFF)).isTrue();
            }
        }
    }

    @Property
    void an_action_is_found_by_its_word(@ForAll PowerAction action) {
        assertThat(PowerAction.of(action.word())).contains(action);
        assertThat(PowerAction.of(action.name())).isEmpty();
    }
}
