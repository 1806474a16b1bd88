package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.HypervisorActivities.DiskOf;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.workflow.Steps;
import cloud.kowabunga.workflow.StepwiseWorkflow;

/** See {@link UpdateInstance}. The ledger lets go of nothing before the machine has let go of it; when the machine
 * is as wanted, the only way is forward. */
public final class UpdateInstanceWorkflow extends StepwiseWorkflow implements UpdateInstance {
    @Override
    public void run(Input input) {
        var name = input.order().resourceName();
        var update = input.update();
        carryOut(input.order(), steps -> {
            var ledger = steps.instances();
            var plan = steps.undoBy(() -> ledger.abandonUpdate(update))
                    .admit("Reserve what changes of instance " + name, () -> ledger.beginUpdate(update));
            detach(steps, plan, name);
            attach(steps, plan, name);
            redefine(steps, plan, name);
            steps.settle("Settle instance " + name, () -> ledger.settleUpdate(update));
        });
    }

    private static void detach(Steps steps, InstanceUpdatePlan plan, String name) {
        var hypervisor = steps.hypervisor(plan.before().kaktus());
        for (var disk : plan.detach()) {
            var of = new DiskOf(plan.after().instance(), disk);
            steps.undoBy(() -> hypervisor.attach(of))
                    .run("Detach disk " + disk.target() + " from " + name, () -> hypervisor.detach(of));
        }
    }

    private static void attach(Steps steps, InstanceUpdatePlan plan, String name) {
        var hypervisor = steps.hypervisor(plan.before().kaktus());
        for (var disk : plan.attach()) {
            var of = new DiskOf(plan.after().instance(), disk);
            steps.undoBy(() -> hypervisor.detach(of))
                    .run("Attach disk " + disk.target() + " to " + name, () -> hypervisor.attach(of));
        }
    }

    private static void redefine(Steps steps, InstanceUpdatePlan plan, String name) {
        if (plan.redefine()) {
            var before = plan.before();
            var hypervisor = steps.hypervisor(before.kaktus());
            Bridges.check(steps, before.kaktus(), before.kaktusName(), plan.after());
            steps.undoBy(() -> hypervisor.define(before.domain()))
                    .run(
                            "Redefine machine of %s on kaktus %s".formatted(name, before.kaktusName()),
                            () -> hypervisor.define(plan.after()));
        }
    }
}
