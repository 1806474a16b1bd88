package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceLedger.Settlement;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link CreateInstance}. */
public final class CreateInstanceWorkflow extends StepwiseWorkflow implements CreateInstance {
    @Override
    public InstanceState run(Input input) {
        var id = input.admission().spec().id();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.undoBy(() -> ledger.withdraw(id))
                    .admit("Admit instance " + name, () -> ledger.admit(input.admission()));
            var state = Machine.make(steps, plan, name);
            steps.run("Settle instance " + name, () -> ledger.settle(new Settlement(id, state)));
            return state;
        });
    }
}
