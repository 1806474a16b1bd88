package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.KomputeLedger.Update;
import cloud.kowabunga.compute.KomputeUpdatePlan;
import cloud.kowabunga.workflow.Steps;
import cloud.kowabunga.workflow.StepwiseWorkflow;
import cloud.kowabunga.workflow.storage.Images;

/**
 * See {@link UpdateKompute}. Growing comes last, because an image does not shrink: what a disk has grown to is written down at
 * once, and stays so whatever happens to the rest.
 */
public final class UpdateKomputeWorkflow extends StepwiseWorkflow implements UpdateKompute {
    @Override
    public void run(Input input) {
        var name = input.order().resourceName();
        var update = input.update();
        carryOut(input.order(), steps -> {
            var ledger = steps.komputes();
            var plan = steps.undoBy(() -> ledger.abandonUpdate(update))
                    .admit("Reserve what changes of kompute " + name, () -> ledger.beginUpdate(update));
            if (plan.newDisk() != null) {
                Images.make(steps, plan.newDisk(), Disks.title(1, name));
            }
            Machine.change(steps, plan.machine(), name);
            grow(steps, plan, update, name);
            steps.settle("Settle kompute " + name, () -> ledger.settleUpdate(update));
        });
    }

    private static void grow(Steps steps, KomputeUpdatePlan plan, Update update, String name) {
        for (var growth : plan.growths()) {
            var first = growth.volume().equals(update.spec().parts().disk());
            var disk = Disks.title(first ? 0 : 1, name);
            steps.tooLateToCancel();
            Images.grow(steps, growth.plan(), growth.volume(), disk);
            steps.run(
                    "Write down the size of the " + disk,
                    () -> steps.volumes().settleResize(update.growth(growth.volume())));
        }
    }
}
