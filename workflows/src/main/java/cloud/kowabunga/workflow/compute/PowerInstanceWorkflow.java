package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger.Claim;
import cloud.kowabunga.compute.InstanceLedger.Settlement;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.workflow.Patience;
import cloud.kowabunga.workflow.Steps;
import cloud.kowabunga.workflow.StepwiseWorkflow;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

/**
 * See {@link PowerInstance}. Power has no undo; instead, the ledger is told the truth. An instance whose state nobody knows is
 * asked first, which waits for its Kaktus.
 */
public final class PowerInstanceWorkflow extends StepwiseWorkflow implements PowerInstance {
    @Override
    public InstanceState run(Input input) {
        var id = input.instance();
        var action = input.action();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.admit("Find instance " + name, () -> {
                var found = ledger.locate(new Claim(input.order().id(), id));
                requireAllowed(action, found.state(), name);
                return found;
            });
            var hypervisor = steps.hypervisor(plan.kaktus());
            var place = name + " on kaktus " + plan.kaktusName();
            if (plan.state() == InstanceState.UNKNOWN) {
                steps.run("Ask for the state of " + place, () -> requireAllowed(action, hypervisor.state(id), name));
            }
            var pressed = steps.undoBy(() -> ledger.settle(new Settlement(id, truth(steps, plan.kaktus(), id))))
                    .call(title(action) + " machine of " + place, () -> hypervisor.power(new Power(id, action)));
            var state = action == PowerAction.SHUTDOWN && pressed != InstanceState.SHUTOFF
                    ? steps.call("Wait for " + place + " to go down", () -> downState(hypervisor, plan, name))
                    : pressed;
            steps.run("Settle instance " + name, () -> ledger.settle(new Settlement(id, state)));
            return state;
        });
    }

    private static void requireAllowed(PowerAction action, InstanceState state, String name) {
        if (state != InstanceState.UNKNOWN) {
            action.requireAllowedIn(state, name);
        }
    }

    /** Looks at the guest until it is down, and presses its button again where that does nothing. Raises INSTANCE_DID_NOT_STOP. */
    private static InstanceState downState(HypervisorActivities hypervisor, InstancePlan plan, String name) {
        var id = plan.domain().instance();
        var again = Workflow.getVersion("press again", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        var pressed = Workflow.currentTimeMillis();
        var limit = pressed + Patience.SHUTDOWN.toMillis();
        while (Workflow.currentTimeMillis() < limit) {
            Workflow.sleep(Patience.SHUTDOWN_LOOK);
            var press = again && Workflow.currentTimeMillis() - pressed >= Patience.SHUTDOWN_PRESS.toMillis();
            if (press) {
                pressed = Workflow.currentTimeMillis();
            }
            var state = press ? hypervisor.power(new Power(id, PowerAction.SHUTDOWN)) : hypervisor.state(id);
            if (state == InstanceState.SHUTOFF || state == InstanceState.CRASHED) {
                return state;
            }
        }
        throw Fault.INSTANCE_DID_NOT_STOP.because(
                "Instance '%s' did not go down within %d seconds of the first press of its power button; its guest may not listen to it. Stop it instead, which pulls the plug."
                        .formatted(name, Patience.SHUTDOWN.toSeconds()));
    }

    /** What the ledger may be told after a failure. After a cancel nobody waits for a Kaktus that is away: the agent's next report tells. */
    private static InstanceState truth(Steps steps, KaktusId kaktus, InstanceId id) {
        var cancelled = steps.isCancelled();
        if (cancelled
                && Workflow.getVersion("ask after a cancel", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return InstanceState.UNKNOWN;
        }
        try {
            return (cancelled ? steps.hypervisorInPassing(kaktus) : steps.hypervisor(kaktus)).state(id);
        } catch (ActivityFailure _) {
            return InstanceState.UNKNOWN;
        }
    }

    private static String title(PowerAction action) {
        return action == PowerAction.SHUTDOWN ? "Press the power button of the" : action.title();
    }
}
