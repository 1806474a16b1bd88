package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceLedger.Claim;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link DeleteInstance}. Where it fails, the instance can be deleted again: what is gone already is success then. */
public final class DeleteInstanceWorkflow extends StepwiseWorkflow implements DeleteInstance {
    @Override
    public void run(Input input) {
        var id = input.instance();
        var name = input.order().resourceName();
        carryOut(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.undoBy(() -> ledger.abandonDelete(id))
                    .admit(
                            "Mark instance " + name + " as being deleted",
                            () -> ledger.beginDelete(new Claim(input.order().id(), id)));
            Machine.remove(steps, plan, name);
            steps.run("Forget instance " + name, () -> ledger.forget(id));
        });
    }
}
