package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.storage.TemplateLedger.Claim;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link DeleteTemplate}. Where it fails, the template can be deleted again: an image that is gone already is success then. */
public final class DeleteTemplateWorkflow extends StepwiseWorkflow implements DeleteTemplate {
    @Override
    public void run(Input input) {
        var id = input.template();
        var name = input.order().resourceName();
        carryOut(input.order(), steps -> {
            var ledger = steps.templates();
            var plan = steps.undoBy(() -> ledger.abandonDelete(id))
                    .admit(
                            "Mark template " + name + " as being deleted",
                            () -> ledger.beginDelete(new Claim(input.order().id(), id)));
            steps.destroy(
                    "Delete image of " + name + " in pool " + plan.poolName(),
                    () -> steps.store(plan.pool()).delete(plan.image()));
            steps.run("Forget template " + name, () -> ledger.forget(id));
        });
    }
}
