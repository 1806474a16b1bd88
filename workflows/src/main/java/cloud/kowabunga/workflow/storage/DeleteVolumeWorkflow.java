package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.storage.VolumeLedger.Claim;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link DeleteVolume}. Where it fails, the volume can be deleted again: an image that is gone already is success then. */
public final class DeleteVolumeWorkflow extends StepwiseWorkflow implements DeleteVolume {
    @Override
    public void run(Input input) {
        var id = input.volume();
        var name = input.order().resourceName();
        carryOut(input.order(), steps -> {
            var ledger = steps.volumes();
            var plan = steps.undoBy(() -> ledger.abandonDelete(id))
                    .admit(
                            "Mark volume " + name + " as being deleted",
                            () -> ledger.beginDelete(new Claim(input.order().id(), id)));
            Images.delete(steps, plan, name);
            steps.run("Forget volume " + name, () -> ledger.forget(id));
        });
    }
}
