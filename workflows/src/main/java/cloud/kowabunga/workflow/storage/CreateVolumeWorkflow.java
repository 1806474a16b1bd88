package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link CreateVolume}. */
public final class CreateVolumeWorkflow extends StepwiseWorkflow implements CreateVolume {
    @Override
    public Bytes run(Input input) {
        var id = input.admission().spec().id();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.volumes();
            var plan = steps.undoBy(() -> ledger.withdraw(id))
                    .admit("Admit volume " + name, () -> ledger.admit(input.admission()));
            Images.make(steps, plan, name);
            steps.run("Settle volume " + name, () -> ledger.settle(id));
            return plan.size();
        });
    }
}
