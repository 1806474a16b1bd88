package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeLedger.Settlement;
import cloud.kowabunga.workflow.StepwiseWorkflow;
import cloud.kowabunga.workflow.storage.Images;

/** See {@link CreateKompute}. The machine is undone before its images, and its addresses are let go with its row, last of all. */
public final class CreateKomputeWorkflow extends StepwiseWorkflow implements CreateKompute {
    @Override
    public InstanceState run(Input input) {
        var id = input.admission().spec().id();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.komputes();
            var plan = steps.undoBy(() -> ledger.withdraw(id))
                    .admit("Admit kompute " + name, () -> ledger.admit(input.admission()));
            for (var disk : plan.disks()) {
                Images.make(steps, disk, Disks.title(plan.disks().indexOf(disk), name));
            }
            var state = Machine.make(steps, plan.machine(), name);
            steps.run("Settle kompute " + name, () -> ledger.settle(new Settlement(id, state)));
            return state;
        });
    }
}
