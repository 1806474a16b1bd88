package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link UpdateInstance}. The ledger lets go of nothing before the machine has let go of it; when the machine
 * is as wanted, the only way is forward. */
public final class UpdateInstanceWorkflow extends StepwiseWorkflow implements UpdateInstance {
    @Override
    public void run(Input input) {
        var name = input.order().resourceName();
        var update = input.update();
        carryOut(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.undoBy(() -> ledger.abandonUpdate(update))
                    .admit("Reserve what changes of instance " + name, () -> ledger.beginUpdate(update));
            Machine.change(steps, plan, name);
            steps.settle("Settle instance " + name, () -> ledger.settleUpdate(update));
        });
    }
}
