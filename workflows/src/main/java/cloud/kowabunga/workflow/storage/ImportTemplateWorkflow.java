package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.TemplateLedger.Imported;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link ImportTemplate}. */
public final class ImportTemplateWorkflow extends StepwiseWorkflow implements ImportTemplate {
    @Override
    public Bytes run(Input input) {
        var id = input.admission().spec().id();
        var name = input.order().resourceName();
        return answer(input.order(), steps -> {
            var ledger = steps.templates();
            var plan = steps.undoBy(() -> ledger.withdraw(id))
                    .admit("Admit template " + name, () -> ledger.admit(input.admission()));
            var store = steps.store(plan.pool());
            var image = steps.undoBy(() -> store.delete(plan.image()))
                    .call(
                            "Import image of " + name + " into pool " + plan.poolName(),
                            () -> store.importImage(new Import(plan.image(), plan.source())));
            steps.run("Settle template " + name, () -> ledger.settle(new Imported(id, image.size())));
            return image.size();
        });
    }
}
