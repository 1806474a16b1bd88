package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
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
            var store = steps.store(plan.pool());
            var place = name + " in pool " + plan.poolName();

            var image = steps.undoBy(() -> store.delete(plan.image()));
            var source = plan.source();
            if (source == null) {
                image.run("Create image of " + place, () -> store.create(new NewImage(plan.image(), plan.size())));
            } else {
                image.run(
                        "Clone image of " + place,
                        () -> store.cloneImage(new Clone(source, plan.image(), plan.size())));
            }
            steps.run("Settle volume " + name, () -> ledger.settle(id));
            return plan.size();
        });
    }
}
