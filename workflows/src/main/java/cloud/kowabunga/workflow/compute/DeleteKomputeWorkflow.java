package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.KomputeLedger.Claim;
import cloud.kowabunga.workflow.StepwiseWorkflow;
import cloud.kowabunga.workflow.storage.Images;

/**
 * See {@link DeleteKompute}. An address is free when the machine that had it is gone, and not before. Where it fails, the Kompute
 * can be deleted again: what is gone already is success then.
 */
public final class DeleteKomputeWorkflow extends StepwiseWorkflow implements DeleteKompute {
    @Override
    public void run(Input input) {
        var id = input.kompute();
        var name = input.order().resourceName();
        carryOut(input.order(), steps -> {
            var ledger = steps.komputes();
            var plan = steps.undoBy(() -> ledger.abandonDelete(id))
                    .admit(
                            "Mark kompute " + name + " as being deleted",
                            () -> ledger.beginDelete(new Claim(input.order().id(), id)));
            Machine.remove(steps, plan.machine(), name);
            for (var disk : plan.disks()) {
                Images.delete(steps, disk, Disks.title(plan.disks().indexOf(disk), name));
            }
            steps.run("Forget kompute " + name, () -> ledger.forget(id));
        });
    }
}
