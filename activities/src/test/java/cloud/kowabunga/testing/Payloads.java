package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.ConsoleCall;
import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities.DiskGrowth;
import cloud.kowabunga.compute.HypervisorActivities.DiskOf;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputeParts;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.compute.KomputeUpdatePlan;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplatePlan;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumePlan;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.AgentOrders;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.PoolReport;
import cloud.kowabunga.topology.Processor;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of everything that travels between workflows, ledgers and agents, with no field left out. */
public final class Payloads {
    public static final OperationId OPERATION = new OperationId("op1");
    public static final InstanceId INSTANCE = new InstanceId("i1");
    public static final VolumeId VOLUME = new VolumeId("v1");
    public static final TemplateId TEMPLATE = new TemplateId("t1");
    private static final AdapterId ADAPTER = new AdapterId("a1");
    private static final ProjectId PROJECT = new ProjectId("p1");
    private static final RegionId REGION = new RegionId("r1");
    private static final KaktusId KAKTUS = new KaktusId("k1");
    private static final StoragePoolId POOL = new StoragePoolId("s1");
    private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.250Z");
    private static final ImageRef IMAGE = ImageRef.of("local", VOLUME);
    private static final DiskSpec DISK = new DiskSpec(VOLUME, IMAGE, "vda", false);
    private static final NicSpec NIC = new NicSpec(ADAPTER, new MacAddress("52:54:00:12:34:56"), "kow0", 42);
    private static final DomainSpec DOMAIN = new DomainSpec(
            INSTANCE,
            "web-1",
            Bytes.ofGib(1),
            2,
            true,
            List.of(DISK),
            List.of(NIC),
            new Seed("instance-id: i1", "#cloud-config", "version: 2"),
            OPERATION);
    private static final InstancePlan PLAN = new InstancePlan(KAKTUS, "kaktus-1", DOMAIN, InstanceState.RUNNING);
    private static final InstanceSpec SPEC = new InstanceSpec(
            INSTANCE,
            new Name("web-1"),
            "The first one",
            Bytes.ofGib(1),
            2,
            List.of(ADAPTER),
            List.of(VOLUME),
            true,
            true);
    public static final Order ORDER = new Order(
            OPERATION,
            "CreateInstance",
            Noun.INSTANCE,
            "i1",
            "web-1",
            PROJECT,
            REGION,
            new Requester("ada", "u1"),
            TIME);
    private static final Step STEP = new Step(
            1,
            "Define machine of web-1 on kaktus kaktus-1",
            "Hypervisor.Define",
            "kaktus/k1",
            StepState.FAILED,
            "libvirt refused.",
            TIME,
            TIME.plusSeconds(2),
            true,
            2);
    private static final PoolReport POOL_REPORT = new PoolReport(
            "local", "directory", PoolReach.KAKTUS, Bytes.ofGib(10), Bytes.ofGib(4), "The disk is nearly full.");
    private static final TemplateSpec TEMPLATE_SPEC =
            new TemplateSpec(TEMPLATE, new Name("debian"), "Debian 12", "linux", "/images/debian.qcow2");
    private static final VolumeSpec VOLUME_SPEC =
            new VolumeSpec(VOLUME, new Name("root"), "The root disk", VolumeType.OS, Bytes.ofGib(2));
    public static final InstanceLedger.Admission INSTANCE_ADMISSION =
            new InstanceLedger.Admission(OPERATION, PROJECT, REGION, new ZoneId("z1"), SPEC);
    public static final InstanceLedger.Update INSTANCE_UPDATE = new InstanceLedger.Update(OPERATION, SPEC);
    public static final KomputeId KOMPUTE = new KomputeId("c1");
    private static final KomputeSpec KOMPUTE_SPEC = new KomputeSpec(
            KOMPUTE,
            new Name("web-1"),
            "The first one",
            Bytes.ofGib(1),
            2,
            Bytes.ofGib(2),
            Bytes.ofGib(5),
            true,
            true,
            new KomputeParts(INSTANCE, VOLUME, new VolumeId("v2"), ADAPTER, new AdapterId("a2")));
    public static final KomputeLedger.Admission KOMPUTE_ADMISSION = new KomputeLedger.Admission(
            OPERATION, PROJECT, REGION, new ZoneId("z1"), POOL, TEMPLATE, true, KOMPUTE_SPEC);
    public static final KomputeLedger.Update KOMPUTE_UPDATE = new KomputeLedger.Update(OPERATION, KOMPUTE_SPEC);
    private static final VolumePlan VOLUME_PLAN =
            new VolumePlan(POOL, "local", IMAGE, ImageRef.of("local", TEMPLATE), Bytes.ofGib(2));
    private static final ResizePlan RESIZE_PLAN =
            new ResizePlan(POOL, IMAGE, Bytes.ofGib(2), Bytes.ofGib(5), INSTANCE, KAKTUS);
    public static final VolumeLedger.Admission VOLUME_ADMISSION =
            new VolumeLedger.Admission(OPERATION, PROJECT, REGION, POOL, TEMPLATE, VOLUME_SPEC);
    public static final VolumeLedger.Resize VOLUME_RESIZE = new VolumeLedger.Resize(
            OPERATION, VOLUME, Bytes.ofGib(5), new VolumeLedger.Naming(new Name("data"), "of the shop"));
    public static final TemplateLedger.Admission TEMPLATE_ADMISSION =
            new TemplateLedger.Admission(OPERATION, POOL, TEMPLATE_SPEC);

    /** One of each type. */
    public static final List<Object> ALL = List.of(
            OPERATION,
            INSTANCE,
            VOLUME,
            TEMPLATE,
            InstanceState.SHUTOFF,
            IMAGE,
            DOMAIN,
            new DomainReport(INSTANCE, InstanceState.RUNNING, OPERATION),
            new DiskGrowth(INSTANCE, VOLUME, Bytes.ofGib(5)),
            new DiskOf(INSTANCE, DISK),
            new Power(INSTANCE, PowerAction.SHUTDOWN),
            PLAN,
            new InstanceUpdatePlan(PLAN, DOMAIN, List.of(DISK), List.of(DISK), true),
            INSTANCE_ADMISSION,
            INSTANCE_UPDATE,
            new InstanceLedger.Claim(OPERATION, INSTANCE),
            new InstanceLedger.Settlement(INSTANCE, InstanceState.PAUSED),
            KOMPUTE,
            KOMPUTE_ADMISSION,
            KOMPUTE_UPDATE,
            new KomputeLedger.Claim(OPERATION, KOMPUTE),
            new KomputeLedger.Settlement(KOMPUTE, InstanceState.RUNNING),
            new KomputePlan(PLAN, List.of(VOLUME_PLAN)),
            new KomputeUpdatePlan(
                    new InstanceUpdatePlan(PLAN, DOMAIN, List.of(DISK), List.of(), true),
                    VOLUME_PLAN,
                    List.of(new KomputeUpdatePlan.Growth(VOLUME, RESIZE_PLAN))),
            new NetworkActivities.Bridges(List.of("kow0", "kow1")),
            new OperationLedger.Opening(ORDER, "instance/i1", "run-1"),
            new OperationLedger.Inquiry(OPERATION, "instance/i1"),
            new OperationLedger.Glance(
                    OperationState.FAILED, "run-1", Fault.IN_USE, "It is in use.", "op2 (StopInstance)"),
            new Progress(OPERATION, OperationState.ATTENTION, List.of(STEP)),
            new Outcome(OPERATION, OperationState.FAILED, List.of(STEP), Fault.LIBVIRT_REFUSED, "libvirt refused."),
            new BlockStoreActivities.NewImage(IMAGE, Bytes.ofGib(2)),
            new BlockStoreActivities.Clone(ImageRef.of("local", TEMPLATE), IMAGE, Bytes.ofGib(2)),
            new BlockStoreActivities.Import(ImageRef.of("local", TEMPLATE), "/images/debian.qcow2"),
            new BlockStoreActivities.Snapshot(IMAGE, "before-upgrade"),
            new BlockStoreActivities.Exclusive(IMAGE, "k1"),
            new Image(IMAGE, Bytes.ofGib(2)),
            POOL_REPORT,
            RESIZE_PLAN,
            new TemplatePlan(POOL, "local", ImageRef.of("local", TEMPLATE), "/images/debian.qcow2"),
            TEMPLATE_ADMISSION,
            new TemplateLedger.Imported(TEMPLATE, Bytes.ofGib(1)),
            new TemplateLedger.Claim(OPERATION, TEMPLATE),
            VOLUME_PLAN,
            VOLUME_ADMISSION,
            VOLUME_RESIZE,
            new VolumeLedger.Claim(OPERATION, VOLUME),
            new AgentReport(
                    "0.1.0",
                    TIME,
                    new Processor("x86_64", "EPYC", "AMD", 2, 16, 64),
                    Bytes.ofGib(256),
                    "QEMU 10.0.0 (KVM)",
                    true,
                    List.of(POOL_REPORT),
                    List.of(new DomainReport(INSTANCE, InstanceState.RUNNING, OPERATION)),
                    List.of("libvirt does not answer.")),
            new AgentOrders(List.of("kaktus/k1", "pool/s1"), Map.of("s1", "local"), 3),
            new ConsoleCall(new ConsoleId("console-1"), INSTANCE));

    private Payloads() {}
}
