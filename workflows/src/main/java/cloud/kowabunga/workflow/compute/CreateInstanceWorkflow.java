package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceLedger.Settlement;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link CreateInstance}. Undefining destroys a machine that runs, so starting needs no undo of its own. */
public final class CreateInstanceWorkflow extends StepwiseWorkflow implements CreateInstance {
    @Override
    public InstanceState run(Input input) {
        var id = input.admission().spec().id();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.undoBy(() -> ledger.withdraw(id))
                    .admit("Admit instance " + name, () -> ledger.admit(input.admission()));
            var place = name + " on kaktus " + plan.kaktusName();
            var hypervisor = steps.hypervisor(plan.kaktus());

            Bridges.check(steps, plan.kaktus(), plan.kaktusName(), plan.domain());
            steps.undoBy(() -> hypervisor.undefine(id))
                    .run("Define machine of " + place, () -> hypervisor.define(plan.domain()));
            var state =
                    steps.call("Start machine of " + place, () -> hypervisor.power(new Power(id, PowerAction.START)));
            steps.run("Settle instance " + name, () -> ledger.settle(new Settlement(id, state)));
            return state;
        });
    }
}
