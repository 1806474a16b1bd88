package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.HypervisorActivities.DiskOf;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.workflow.Steps;

/** The machine of an instance: what an operation on one instance and an operation on a whole Kompute do with it alike. */
final class Machine {
    private Machine() {}

    /** Steps that make and start it. Undefining destroys a machine that runs, so starting needs no undo of its own. */
    static InstanceState make(Steps steps, InstancePlan plan, String name) {
        var id = plan.domain().instance();
        var place = name + " on kaktus " + plan.kaktusName();
        var hypervisor = steps.hypervisor(plan.kaktus());
        Bridges.check(steps, plan.kaktus(), plan.kaktusName(), plan.domain());
        steps.undoBy(() -> hypervisor.undefine(id))
                .run("Define machine of " + place, () -> hypervisor.define(plan.domain()));
        return steps.call("Start machine of " + place, () -> hypervisor.power(new Power(id, PowerAction.START)));
    }

    /** Steps that make it what it shall be; each can be undone. */
    static void change(Steps steps, InstanceUpdatePlan plan, String name) {
        detach(steps, plan, name);
        attach(steps, plan, name);
        redefine(steps, plan, name);
    }

    /** A step that destroys and undefines it. There is no way back. */
    static void remove(Steps steps, InstancePlan plan, String name) {
        steps.destroy(
                "Remove machine of " + name + " on kaktus " + plan.kaktusName(),
                () -> steps.hypervisor(plan.kaktus()).undefine(plan.domain().instance()));
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
