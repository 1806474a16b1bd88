package cloud.kowabunga.workflow.storage;

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
            Images.grow(steps, plan, resize.volume(), name);
            steps.settle("Settle volume " + name, () -> ledger.settleResize(resize));
        });
    }
}
