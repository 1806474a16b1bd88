package cloud.kowabunga.testing;

import static cloud.kowabunga.compute.InstanceState.CREATING;
import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.compute.InstanceState.SHUTOFF;
import static cloud.kowabunga.testing.Machines.spec;
import static cloud.kowabunga.testing.Machines.with;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceLedger.Admission;
import cloud.kowabunga.compute.InstanceLedger.Claim;
import cloud.kowabunga.compute.InstanceLedger.Settlement;
import cloud.kowabunga.compute.InstanceLedger.Update;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger of instances does. */
public abstract class InstanceLedgerContract {
    private static final InstanceId I1 = new InstanceId("i1");

    private ProjectId project = new ProjectId("unknown");
    private KaktusId kaktus = new KaktusId("unknown");
    private StoragePoolId pool = new StoragePoolId("unknown");
    private VolumeId root = new VolumeId("unknown");
    private AdapterId adapter = new AdapterId("unknown");

    /** A new world for each test, the same during one. */
    protected abstract World world();

    @BeforeEach
    void a_kaktus_a_pool_and_a_project() {
        kaktus = world().addKaktus(world().zone(), "k1", 6, Bytes.ofGib(8));
        pool = world().addPool("local", PoolReach.REGION, Bytes.ofGib(100), kaktus);
        project = world().addProject("blue", new Quotas(8, Bytes.ofGib(6), Bytes.ofGib(50), 3));
        root = machines().volume(pool, "root");
        adapter = world().addAdapter("eth0");
    }

    @Test
    void an_instance_is_admitted_once_and_its_machine_is_known() {
        var plan = admit("i1");
        assertThat(plan.kaktus()).isEqualTo(kaktus);
        assertThat(plan.kaktusName()).isEqualTo("k1");
        assertThat(plan.state()).isEqualTo(CREATING);
        assertThat(plan.domain().instance()).isEqualTo(I1);
        assertThat(plan.domain().title()).isEqualTo("i1");
        assertThat(plan.domain().operation()).isEqualTo(new OperationId("op-i1"));
        assertThat(plan.domain().disks()).containsExactly(new DiskSpec(root, ImageRef.of("local", root), "vda", false));
        assertThat(plan.domain().nics()).extracting(NicSpec::adapter).containsExactly(adapter);
        assertThat(plan.domain().nics()).extracting(NicSpec::bridge).containsExactly("kow0");

        var once = world().dump();
        assertThat(admit("i1")).isEqualTo(plan);
        assertThat(world().dump()).isEqualTo(once);
        assertThat(world().usage(project)).isEqualTo(new Quotas(2, Bytes.ofGib(1), Bytes.ofGib(1), 1));
        assertThat(ledger().locate(claim("i1"))).isEqualTo(plan);
    }

    @Test
    void what_is_refused_leaves_nothing() {
        admit("i1");
        var second = machines().volume(pool, "second");
        var before = world().dump();
        var wanted = spec("i2", List.of(second), List.of());

        assertRefused(
                Fault.NAME_TAKEN,
                () -> admit(with(wanted, new Name("i1"), wanted.memory(), 1, List.of(second), List.of())));
        assertRefused(
                Fault.QUOTA_EXCEEDED,
                () -> admit(with(wanted, wanted.name(), Bytes.ofGib(6), 1, List.of(second), List.of())));
        assertRefused(Fault.IN_USE, () -> admit(spec("i2", List.of(root), List.of())));
        assertRefused(Fault.IN_USE, () -> admit(spec("i2", List.of(second), List.of(adapter))));
        assertRefused(Fault.NOT_FOUND, () -> admit(spec("i2", List.of(new VolumeId("never")), List.of())));
        assertRefused(Fault.NOT_FOUND, () -> admit(spec("i2", List.of(), List.of(new AdapterId("never")))));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void below_a_lowered_quota_everything_may_shrink_or_stay_and_nothing_grows() {
        running();
        world().setQuotas(project, new Quotas(1, Bytes.ofMib(512), Bytes.ofMib(1), 1));
        var now = spec("i1", List.of(root), List.of(adapter));
        for (var allowed : List.of(
                with(now, new Name("other"), now.memory(), now.vcpus(), now.volumes(), now.adapters()),
                with(now, now.name(), Bytes.ofMib(768), now.vcpus() - 1, now.volumes(), now.adapters()))) {
            var update = new Update(new OperationId("to-" + allowed.name()), allowed);
            ledger().beginUpdate(update);
            ledger().abandonUpdate(update);
        }
        assertRefused(
                Fault.QUOTA_EXCEEDED,
                () -> begin(with(now, now.name(), now.memory(), now.vcpus() + 1, now.volumes(), now.adapters())));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> admit(spec("i2", List.of(), List.of())));
    }

    @Test
    void a_volume_that_is_not_ready_or_another_projects_cannot_be_used() {
        var other = world().addProject("green", Quotas.UNLIMITED);
        var foreign = new Machines(world(), other).volume(pool, "foreign");
        assertRefused(Fault.NOT_FOUND, () -> admit(spec("i1", List.of(foreign), List.of())));
        world().volumes().beginDelete(new VolumeLedger.Claim(new OperationId("op"), root));
        assertRefused(Fault.INVALID_STATE, () -> admit(spec("i1", List.of(root), List.of())));
    }

    @Test
    void an_instance_goes_where_it_fits_and_nowhere_else() {
        admit(spec("i1", List.of(), List.of()));
        admit(spec("i2", List.of(), List.of()));
        admit(spec("i3", List.of(), List.of()));
        var rich = world().addProject("rich", Quotas.UNLIMITED);
        var fourth = spec("i4", List.of(), List.of());
        assertRefused(Fault.NO_KAKTUS_FITS, () -> admit(rich, fourth));

        var second = world().addKaktus(world().zone(), "k2", 6, Bytes.ofGib(8));
        assertThat(ledger().admit(new Machines(world(), rich).admission(fourth)).kaktus())
                .isEqualTo(second);
    }

    @Test
    void a_kaktus_whose_agent_is_away_gets_nothing_new() {
        world().setAlive(kaktus, false);
        assertRefused(Fault.NO_KAKTUS_FITS, () -> admit("i1"));
        world().setAlive(kaktus, true);
        assertThat(admit("i1").kaktus()).isEqualTo(kaktus);
    }

    @Test
    void an_instance_stays_in_its_zone_and_near_its_volumes() {
        var elsewhere = world().addZone("z2");
        var far = world().addKaktus(elsewhere, "k-far", 64, Bytes.ofGib(64));
        var near = world().addKaktus(world().zone(), "k-near", 64, Bytes.ofGib(64));
        var here = world().addPool("here", PoolReach.KAKTUS, Bytes.ofGib(10), kaktus);
        var pinned = machines().volume(here, "pinned");

        assertThat(admit(spec("i1", List.of(pinned), List.of())).kaktus()).isEqualTo(kaktus);
        assertThat(admit(spec("i2", List.of(root), List.of())).kaktus()).isEqualTo(near);
        var anywhere = spec("i3", List.of(), List.of());
        assertThat(ledger().admit(new Admission(new OperationId("op-i3"), project, world().region(), null, anywhere))
                        .kaktus())
                .isIn(near, far);
    }

    @Test
    void a_withdrawn_instance_leaves_nothing_even_after_it_was_settled() {
        var before = world().dump();
        ledger().withdraw(I1);
        admit("i1");
        ledger().settle(new Settlement(I1, RUNNING));
        ledger().withdraw(I1);
        ledger().withdraw(I1);
        assertThat(world().dump()).isEqualTo(before);
        assertThat(world().usage(project).instances()).isZero();
    }

    @Test
    void an_instance_is_in_the_state_that_was_settled_last() {
        admit("i1");
        ledger().settle(new Settlement(I1, RUNNING));
        ledger().settle(new Settlement(I1, RUNNING));
        assertThat(ledger().locate(claim("i1")).state()).isEqualTo(RUNNING);
        ledger().settle(new Settlement(I1, SHUTOFF));
        assertThat(ledger().locate(claim("i1")).state()).isEqualTo(SHUTOFF);
        assertRefused(Fault.NOT_FOUND, () -> ledger().locate(claim("never")));
    }

    @Test
    void a_deletion_may_be_abandoned_and_ordered_again() {
        var empty = world().dump();
        running();
        var before = world().dump();
        var plan = ledger().beginDelete(claim("i1"));
        assertThat(ledger().beginDelete(claim("i1")).domain()).isEqualTo(plan.domain());
        assertThat(plan.kaktus()).isEqualTo(kaktus);
        assertThat(world().dump()).isNotEqualTo(before);
        ledger().abandonDelete(I1);
        ledger().abandonDelete(I1);
        assertThat(world().dump()).isEqualTo(before);

        ledger().beginDelete(new Claim(new OperationId("later"), I1));
        ledger().forget(I1);
        ledger().forget(I1);
        assertThat(world().dump()).isEqualTo(empty);
        assertRefused(Fault.NOT_FOUND, () -> ledger().beginDelete(claim("i1")));
        ledger().abandonDelete(I1);
    }

    @Test
    void an_instance_that_was_never_finished_can_be_deleted() {
        var empty = world().dump();
        admit("i1");
        ledger().beginDelete(claim("i1"));
        ledger().forget(I1);
        assertThat(world().dump()).isEqualTo(empty);
    }

    @Test
    void an_update_tells_what_to_attach_and_what_to_detach() {
        running();
        var data = machines().volume(pool, "data");
        var update = update(with(spec("i1", List.of(), List.of()), List.of(data), List.of(adapter)));
        var plan = ledger().beginUpdate(update);

        assertThat(plan.attach()).containsExactly(new DiskSpec(data, ImageRef.of("local", data), "vdb", false));
        assertThat(plan.detach()).containsExactly(new DiskSpec(root, ImageRef.of("local", root), "vda", false));
        assertThat(plan.redefine()).isFalse();
        assertThat(plan.before().kaktus()).isEqualTo(kaktus);
        assertThat(plan.after().disks()).isEqualTo(plan.attach());
        assertThat(ledger().beginUpdate(update)).isEqualTo(plan);
        assertRefused(Fault.IN_USE, () -> deleteVolume(root));
        assertRefused(Fault.IN_USE, () -> deleteVolume(data));

        ledger().settleUpdate(update);
        ledger().settleUpdate(update);
        deleteVolume(root);
        assertRefused(Fault.IN_USE, () -> deleteVolume(data));
        assertThat(ledger().locate(claim("i1")).domain().disks()).isEqualTo(plan.attach());
    }

    @Test
    void an_update_of_size_name_or_adapters_redefines_the_machine() {
        running();
        var second = world().addAdapter("eth1");
        var update = update(with(
                spec("i1", List.of(), List.of()),
                new Name("renamed"),
                Bytes.ofGib(3),
                4,
                List.of(root),
                List.of(second, adapter)));
        var plan = ledger().beginUpdate(update);

        assertThat(plan.redefine()).isTrue();
        assertThat(plan.attach()).isEmpty();
        assertThat(plan.detach()).isEmpty();
        assertThat(plan.after().title()).isEqualTo("renamed");
        assertThat(plan.after().memory()).isEqualTo(Bytes.ofGib(3));
        assertThat(plan.after().vcpus()).isEqualTo(4);
        assertThat(plan.after().nics()).extracting(NicSpec::adapter).containsExactly(second, adapter);
        assertThat(world().usage(project)).isEqualTo(new Quotas(4, Bytes.ofGib(3), Bytes.ofGib(1), 1));
        ledger().settleUpdate(update);
        assertThat(world().usage(project)).isEqualTo(new Quotas(4, Bytes.ofGib(3), Bytes.ofGib(1), 1));
        assertThat(ledger().locate(claim("i1")).domain().title()).isEqualTo("renamed");
    }

    @Test
    void an_update_of_an_instance_that_is_no_longer_what_was_expected_is_refused() {
        running();
        var before = world().dump();
        var is = spec("i1", List.of(root), List.of(adapter));
        var wanted = with(is, List.of(), List.of(adapter));
        var id = new OperationId("op-update");
        assertRefused(
                Fault.CHANGED_MEANWHILE,
                () -> ledger().beginUpdate(new Update(id, wanted, with(is, List.of(root), List.of()))));
        assertThat(world().dump()).isEqualTo(before);
        var update = new Update(id, wanted, is);
        assertThat(ledger().beginUpdate(update)).isEqualTo(ledger().beginUpdate(update));
    }

    @Test
    void an_abandoned_update_leaves_the_instance_as_before() {
        running();
        var data = machines().volume(pool, "data");
        var before = world().dump();
        var wanted = with(
                spec("i1", List.of(), List.of()),
                new Name("renamed"),
                Bytes.ofGib(2),
                4,
                List.of(root, data),
                List.of(world().addAdapter("eth1")));
        ledger().abandonUpdate(update(wanted));
        ledger().beginUpdate(update(wanted));
        ledger().abandonUpdate(update(wanted));
        ledger().abandonUpdate(update(wanted));
        assertThat(world().dump()).isEqualTo(before);
        deleteVolume(data);
    }

    @Test
    void an_update_that_cannot_be_is_refused_and_changes_nothing() {
        running();
        var second = machines().volume(pool, "second");
        var green = world().addProject("green", Quotas.UNLIMITED);
        admit(spec("i2", List.of(second), List.of()));
        admit(green, spec("i3", List.of(), List.of()));
        var before = world().dump();
        var now = spec("i1", List.of(root), List.of(adapter));

        assertRefused(Fault.NAME_TAKEN, () -> begin(sized(now, "i2", 1, 2)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> begin(sized(now, "i1", 6, 2)));
        assertRefused(Fault.NO_KAKTUS_FITS, () -> begin(sized(now, "i1", 1, 3)));
        assertRefused(Fault.IN_USE, () -> begin(with(now, List.of(root, second), List.of(adapter))));
        assertRefused(Fault.NOT_FOUND, () -> begin(with(now, List.of(new VolumeId("never")), List.of())));
        assertRefused(Fault.NOT_FOUND, () -> begin(spec("never", List.of(), List.of())));
        assertRefused(Fault.INVALID_STATE, () -> begin(sized(spec("i2", List.of(second), List.of()), "i2", 1, 1)));
        assertThat(world().dump()).isEqualTo(before);
    }

    private InstanceSpec sized(InstanceSpec spec, String name, int gib, int vcpus) {
        return with(spec, new Name(name), Bytes.ofGib(gib), vcpus, spec.volumes(), spec.adapters());
    }

    private void begin(InstanceSpec spec) {
        ledger().beginUpdate(update(spec));
    }

    private void running() {
        admit("i1");
        ledger().settle(new Settlement(I1, RUNNING));
    }

    private void deleteVolume(VolumeId volume) {
        var claim = new VolumeLedger.Claim(new OperationId("op-delete"), volume);
        world().volumes().beginDelete(claim);
        world().volumes().abandonDelete(volume);
    }

    private InstancePlan admit(String id) {
        return admit(spec(id, List.of(root), List.of(adapter)));
    }

    private InstancePlan admit(InstanceSpec spec) {
        return admit(project, spec);
    }

    private InstancePlan admit(ProjectId owner, InstanceSpec spec) {
        return ledger().admit(new Machines(world(), owner).admission(spec));
    }

    private static Update update(InstanceSpec spec) {
        return new Update(new OperationId("op-update"), spec);
    }

    private static Claim claim(String id) {
        return new Claim(new OperationId("op-" + id), new InstanceId(id));
    }

    private Machines machines() {
        return new Machines(world(), project);
    }

    private InstanceLedger ledger() {
        return world().instances();
    }
}
