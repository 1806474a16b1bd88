package cloud.kowabunga.workflow;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Id;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputeParts;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.BulkId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.workflow.compute.CreateInstance;
import cloud.kowabunga.workflow.compute.CreateKompute;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.PowerInstance;
import cloud.kowabunga.workflow.compute.UpdateInstance;
import cloud.kowabunga.workflow.compute.UpdateKompute;
import cloud.kowabunga.workflow.storage.CreateVolume;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import cloud.kowabunga.workflow.storage.ImportTemplate;
import cloud.kowabunga.workflow.storage.ResizeVolume;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders operations at an {@link Engine}, in the way Kahuna does. Each has an operation id of its own. */
final class Orders {
    static final InstanceId WEB = new InstanceId("web");
    static final VolumeId ROOT = new VolumeId("root");
    static final VolumeId DATA = new VolumeId("data");
    static final KomputeId SHOP = new KomputeId("shop");
    private static final KomputeParts PARTS = new KomputeParts(
            new InstanceId("shop-instance"),
            new VolumeId("shop-os"),
            new VolumeId("shop-data"),
            new AdapterId("shop-private"),
            new AdapterId("shop-public"));

    private final Engine engine;
    private final Place place;
    private int number;
    private boolean pausing;

    Orders(Engine engine, Place place) {
        this.engine = engine;
        this.place = place;
    }

    /** From now on, what is refused waits for a person. */
    void pauseOnFailure() {
        pausing = true;
    }

    /** The operation that was ordered last. */
    OperationId last() {
        return new OperationId("op-" + number);
    }

    /** Waits for the end of an operation that succeeds. */
    void finish(WorkflowStub operation) {
        engine.result(operation);
    }

    /** A creation that is not started yet. */
    record Creation(CreateInstance workflow, CreateInstance.Input input) {}

    Creation newCreateInstance() {
        var order = order("CreateInstance", Noun.INSTANCE, WEB);
        var admission = new InstanceLedger.Admission(
                order.id(), place.project, place.ledgers.region(), place.ledgers.zone(), web());
        return new Creation(
                engine.stub(CreateInstance.class, Noun.INSTANCE.workflowId(WEB)),
                new CreateInstance.Input(order, admission));
    }

    WorkflowStub createInstance() {
        var creation = newCreateInstance();
        WorkflowClient.start(creation.workflow()::run, creation.input());
        return WorkflowStub.fromTyped(creation.workflow());
    }

    WorkflowStub deleteInstance() {
        var workflow = engine.stub(DeleteInstance.class, Noun.INSTANCE.workflowId(WEB));
        var order = order("DeleteInstance", Noun.INSTANCE, WEB);
        WorkflowClient.start(workflow::run, new DeleteInstance.Input(order, WEB));
        return WorkflowStub.fromTyped(workflow);
    }

    /** Detaches the volume root, attaches the volume data, changes size and adapters. */
    WorkflowStub updateInstance() {
        var order = order("UpdateInstance", Noun.INSTANCE, WEB);
        var wanted = instance("web-2", Bytes.ofGib(2), 4, List.of(place.eth0, place.eth1), List.of(DATA));
        var workflow = engine.stub(UpdateInstance.class, Noun.INSTANCE.workflowId(WEB));
        WorkflowClient.start(
                workflow::run, new UpdateInstance.Input(order, new InstanceLedger.Update(order.id(), wanted)));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub power(PowerAction action) {
        var workflow = engine.stub(PowerInstance.class, Noun.INSTANCE.workflowId(WEB));
        var order = order("PowerInstance", Noun.INSTANCE, WEB);
        WorkflowClient.start(workflow::run, new PowerInstance.Input(order, WEB, action));
        return WorkflowStub.fromTyped(workflow);
    }

    /** A public Kompute with a data disk, of the template. */
    WorkflowStub createKompute(Bytes dataDisk) {
        var order = order("CreateKompute", Noun.KOMPUTE, SHOP);
        var admission = new KomputeLedger.Admission(
                order.id(),
                place.project,
                place.ledgers.region(),
                place.ledgers.zone(),
                place.pool,
                place.template,
                true,
                shop("shop-1", Bytes.ofGib(1), Bytes.ofGib(2), dataDisk));
        var workflow = engine.stub(CreateKompute.class, Noun.KOMPUTE.workflowId(SHOP));
        WorkflowClient.start(workflow::run, new CreateKompute.Input(order, admission));
        return WorkflowStub.fromTyped(workflow);
    }

    /** Another name and more of everything; where there was no data disk, there is one. */
    WorkflowStub updateKompute() {
        var order = order("UpdateKompute", Noun.KOMPUTE, SHOP);
        var wanted = shop("shop-2", Bytes.ofGib(2), Bytes.ofGib(3), Bytes.ofGib(4));
        var workflow = engine.stub(UpdateKompute.class, Noun.KOMPUTE.workflowId(SHOP));
        WorkflowClient.start(
                workflow::run, new UpdateKompute.Input(order, new KomputeLedger.Update(order.id(), wanted)));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub deleteKompute() {
        var workflow = engine.stub(DeleteKompute.class, Noun.KOMPUTE.workflowId(SHOP));
        var order = order("DeleteKompute", Noun.KOMPUTE, SHOP);
        WorkflowClient.start(workflow::run, new DeleteKompute.Input(order, SHOP));
        return WorkflowStub.fromTyped(workflow);
    }

    /** The power of a Kompute's instance, as an operation on the Kompute. */
    WorkflowStub powerKompute(PowerAction action) {
        var workflow = engine.stub(PowerInstance.class, Noun.KOMPUTE.workflowId(SHOP));
        var order = order("PowerInstance", Noun.KOMPUTE, SHOP);
        WorkflowClient.start(workflow::run, new PowerInstance.Input(order, PARTS.instance(), action));
        return WorkflowStub.fromTyped(workflow);
    }

    private static KomputeSpec shop(String name, Bytes memory, Bytes disk, Bytes dataDisk) {
        return new KomputeSpec(SHOP, new Name(name), null, memory, 2, disk, dataDisk, false, true, PARTS);
    }

    /** An empty volume, or one that begins as the template. */
    WorkflowStub createVolume(VolumeId volume, @Nullable TemplateId template) {
        var order = order("CreateVolume", Noun.VOLUME, volume);
        var type = template == null ? VolumeType.RAW : VolumeType.OS;
        var spec = new VolumeSpec(volume, new Name(volume.value()), null, type, Bytes.ofGib(2));
        var admission = new VolumeLedger.Admission(
                order.id(), place.project, place.ledgers.region(), place.pool, template, spec);
        var workflow = engine.stub(CreateVolume.class, Noun.VOLUME.workflowId(volume));
        WorkflowClient.start(workflow::run, new CreateVolume.Input(order, admission));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub resizeVolume(VolumeId volume) {
        var order = order("ResizeVolume", Noun.VOLUME, volume);
        var workflow = engine.stub(ResizeVolume.class, Noun.VOLUME.workflowId(volume));
        WorkflowClient.start(
                workflow::run,
                new ResizeVolume.Input(order, new VolumeLedger.Resize(order.id(), volume, Bytes.ofGib(5), null)));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub deleteVolume(VolumeId volume) {
        var workflow = engine.stub(DeleteVolume.class, Noun.VOLUME.workflowId(volume));
        WorkflowClient.start(workflow::run, new DeleteVolume.Input(order("DeleteVolume", Noun.VOLUME, volume), volume));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub importTemplate(String source) {
        var id = new TemplateId("alpine");
        var order = order("ImportTemplate", Noun.TEMPLATE, id);
        var spec = new TemplateSpec(id, new Name("alpine"), null, "linux", source);
        var workflow = engine.stub(ImportTemplate.class, Noun.TEMPLATE.workflowId(id));
        WorkflowClient.start(
                workflow::run,
                new ImportTemplate.Input(order, new TemplateLedger.Admission(order.id(), place.pool, spec)));
        return WorkflowStub.fromTyped(workflow);
    }

    WorkflowStub deleteTemplate() {
        var workflow = engine.stub(DeleteTemplate.class, Noun.TEMPLATE.workflowId(place.template));
        WorkflowClient.start(
                workflow::run,
                new DeleteTemplate.Input(order("DeleteTemplate", Noun.TEMPLATE, place.template), place.template));
        return WorkflowStub.fromTyped(workflow);
    }

    /** Deletes volumes, each by an operation of its own, whose ids follow that of the bulk: {@code op-7-root}. */
    WorkflowStub deleteVolumes(List<VolumeId> volumes) {
        return run(bulk(volumes));
    }

    RunBulk.Input bulk(List<VolumeId> volumes) {
        var order = order("RunBulk", Noun.BULK, new BulkId("bulk-" + (number + 1)));
        return new RunBulk.Input(
                order,
                "DeleteVolume",
                Noun.VOLUME,
                null,
                volumes.stream()
                        .map(volume -> new RunBulk.Part(
                                new OperationId(order.id() + "-" + volume),
                                volume.value(),
                                volume.value(),
                                order.project(),
                                order.region(),
                                null))
                        .toList());
    }

    /** Also one that ran before, as a reset begins it anew. */
    WorkflowStub run(RunBulk.Input bulk) {
        var workflow = engine.stub(RunBulk.class, "bulk/" + bulk.order().resource());
        WorkflowClient.start(workflow::run, bulk);
        return WorkflowStub.fromTyped(workflow);
    }

    /** A part by itself, as an earlier run of the bulk has begun it. */
    WorkflowStub begin(RunBulk.Input bulk, RunBulk.Part part) {
        var order = bulk.orderOf(part);
        var workflow = engine.stub(DeleteVolume.class, "volume/" + order.resource());
        WorkflowClient.start(workflow::run, new DeleteVolume.Input(order, new VolumeId(order.resource())));
        return WorkflowStub.fromTyped(workflow);
    }

    private InstanceSpec web() {
        return instance("web-1", Bytes.ofGib(1), 2, List.of(place.eth0), List.of(ROOT));
    }

    private static InstanceSpec instance(
            String name, Bytes memory, int vcpus, List<AdapterId> adapters, List<VolumeId> volumes) {
        return new InstanceSpec(WEB, new Name(name), null, memory, vcpus, adapters, volumes, false, true);
    }

    private Order order(String verb, Noun noun, Id resource) {
        number++;
        var name = noun == Noun.INSTANCE ? "web-1" : resource.value();
        var order = new Order(
                last(),
                verb,
                noun,
                resource.value(),
                name,
                place.project,
                place.ledgers.region(),
                new Requester("ada", "u1"),
                Instant.parse("2026-01-01T12:00:00Z"));
        return pausing ? order.pausing() : order;
    }
}
