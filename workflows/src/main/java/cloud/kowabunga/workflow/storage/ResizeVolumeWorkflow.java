package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.compute.HypervisorActivities.DiskGrowth;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeLedger.Resize;
import cloud.kowabunga.workflow.Steps;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/**
 * See {@link ResizeVolume}. An image does not shrink: until the store has grown it the reservation is given back, afterwards
 * the new size is written down, whatever happens to the rest.
 */
public final class ResizeVolumeWorkflow extends StepwiseWorkflow implements ResizeVolume {
    @Override
    public void run(Input input) {
        var resize = input.resize();
        var name = input.order().resourceName();
        carryOut(input.order(), steps -> {
            var ledger = steps.volumes();
            var plan = steps.undoBy(() -> ledger.abandonResize(resize))
                    .admit("Reserve the growth of volume " + name, () -> ledger.beginResize(resize));
            steps.tooLateToCancel();
            growWhereItRuns(steps, plan, resize, name);
            steps.run(
                    "Grow image of %s to %s".formatted(name, plan.after().forPeople()),
                    () -> steps.store(plan.pool()).resize(new NewImage(plan.image(), plan.after())));
            steps.settle("Settle volume " + name, () -> ledger.settleResize(resize));
        });
    }

    /** A running machine holds its image open and grows it itself; the store then finds it done. */
    private static void growWhereItRuns(Steps steps, ResizePlan plan, Resize resize, String name) {
        var instance = plan.attachedTo();
        var kaktus = plan.kaktus();
        if (instance != null && kaktus != null) {
            steps.run(
                    "Grow disk %s of its machine to %s"
                            .formatted(name, plan.after().forPeople()),
                    () -> steps.hypervisor(kaktus).growDisk(new DiskGrowth(instance, resize.volume(), plan.after())));
        }
    }
}
