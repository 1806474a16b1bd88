package cloud.kowabunga.workflow;

import static cloud.kowabunga.workflow.Orders.DATA;
import static cloud.kowabunga.workflow.Orders.ROOT;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One operation in the sweeps: what is there before, and what is ordered.
 *
 * @param oneWay activities that cannot be taken back: where one of them was refused, what counts is that the same order, given
 *     again, ends well
 * @param settles activities after which there is only forward: where one of them is refused, it is asked again
 */
record Scenario(
        String name,
        BiConsumer<Orders, Place> given,
        Function<Orders, WorkflowStub> order,
        Set<String> oneWay,
        Set<String> settles) {
    static final List<Scenario> ALL = List.of(
            new Scenario("CreateInstance", Scenario::volumes, Orders::createInstance, Set.of(), Set.of()),
            new Scenario(
                    "DeleteInstance",
                    Scenario::running,
                    Orders::deleteInstance,
                    Set.of("Hypervisor.Undefine", "Instance.Forget"),
                    Set.of()),
            new Scenario(
                    "UpdateInstance running",
                    Scenario::running,
                    Orders::updateInstance,
                    Set.of(),
                    Set.of("Instance.SettleUpdate")),
            new Scenario(
                    "UpdateInstance stopped",
                    Scenario::stopped,
                    Orders::updateInstance,
                    Set.of(),
                    Set.of("Instance.SettleUpdate")),
            power(PowerAction.START, Scenario::stopped),
            power(PowerAction.STOP, Scenario::running),
            power(PowerAction.SHUTDOWN, Scenario::running),
            power(PowerAction.SUSPEND, Scenario::running),
            new Scenario(
                    "CreateKompute", (_, _) -> {}, orders -> orders.createKompute(Bytes.ofGib(2)), Set.of(), Set.of()),
            updateKompute("UpdateKompute running", (orders, _) -> orders.finish(orders.createKompute(Bytes.ofGib(2)))),
            updateKompute("UpdateKompute with a new disk", (orders, _) -> {
                orders.finish(orders.createKompute(Bytes.ZERO));
                orders.finish(orders.powerKompute(PowerAction.STOP));
            }),
            new Scenario(
                    "DeleteKompute",
                    (orders, _) -> orders.finish(orders.createKompute(Bytes.ofGib(2))),
                    Orders::deleteKompute,
                    Set.of("Hypervisor.Undefine", "BlockStore.Delete", "Kompute.Forget"),
                    Set.of()),
            new Scenario(
                    "CreateVolume empty", (_, _) -> {}, orders -> orders.createVolume(DATA, null), Set.of(), Set.of()),
            new Scenario(
                    "CreateVolume of a template",
                    (_, _) -> {},
                    orders -> orders.createVolume(ROOT, new TemplateId("debian")),
                    Set.of(),
                    Set.of()),
            resize("ResizeVolume free", Scenario::volumes, DATA),
            resize("ResizeVolume running", Scenario::running, ROOT),
            resize("ResizeVolume stopped", Scenario::stopped, ROOT),
            new Scenario(
                    "DeleteVolume",
                    Scenario::volumes,
                    orders -> orders.deleteVolume(DATA),
                    Set.of("BlockStore.Delete", "Volume.Forget"),
                    Set.of()),
            new Scenario(
                    "ImportTemplate",
                    (_, place) -> place.dataCenter.addSource("/images/alpine", Bytes.ofGib(1)),
                    orders -> orders.importTemplate("/images/alpine"),
                    Set.of(),
                    Set.of()),
            new Scenario(
                    "DeleteTemplate",
                    (_, _) -> {},
                    Orders::deleteTemplate,
                    Set.of("BlockStore.Delete", "Template.Forget"),
                    Set.of()));

    private static Scenario power(PowerAction action, BiConsumer<Orders, Place> given) {
        return new Scenario(
                "PowerInstance " + action,
                given,
                orders -> orders.power(action),
                Set.of("Hypervisor.Power", "Hypervisor.State", "Instance.Settle"),
                Set.of());
    }

    private static Scenario updateKompute(String name, BiConsumer<Orders, Place> given) {
        return new Scenario(
                name,
                given,
                Orders::updateKompute,
                Set.of("Hypervisor.GrowDisk", "BlockStore.Resize", "Volume.SettleResize"),
                Set.of("Kompute.SettleUpdate"));
    }

    private static Scenario resize(String name, BiConsumer<Orders, Place> given, VolumeId volume) {
        return new Scenario(
                name,
                given,
                orders -> orders.resizeVolume(volume),
                Set.of("Hypervisor.GrowDisk", "BlockStore.Resize"),
                Set.of("Volume.SettleResize"));
    }

    private static void volumes(Orders orders, Place place) {
        orders.finish(orders.createVolume(ROOT, place.template));
        orders.finish(orders.createVolume(DATA, null));
    }

    private static void running(Orders orders, Place place) {
        volumes(orders, place);
        orders.finish(orders.createInstance());
    }

    private static void stopped(Orders orders, Place place) {
        running(orders, place);
        orders.finish(orders.power(PowerAction.STOP));
    }

    @Override
    public String toString() {
        return name;
    }
}
