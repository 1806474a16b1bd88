package cloud.kowabunga.testing;

import static cloud.kowabunga.compute.InstanceState.CREATING;
import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.testing.Komputes.sized;
import static cloud.kowabunga.testing.Komputes.spec;
import static cloud.kowabunga.testing.Komputes.with;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputeLedger.Admission;
import cloud.kowabunga.compute.KomputeLedger.Claim;
import cloud.kowabunga.compute.KomputeLedger.Settlement;
import cloud.kowabunga.compute.KomputeLedger.Update;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger of Komputes does. */
public abstract class KomputeLedgerContract {
    private static final KomputeId K1 = new KomputeId("k1");
    private static final Bytes GIB = Bytes.ofGib(1);

    private ProjectId project = new ProjectId("unknown");
    private KaktusId kaktus = new KaktusId("unknown");
    private StoragePoolId pool = new StoragePoolId("unknown");
    private TemplateId template = new TemplateId("unknown");

    /** A new world for each test, the same during one. */
    protected abstract World world();

    @BeforeEach
    void a_kaktus_a_pool_with_a_template_and_a_project_with_a_subnet() {
        kaktus = world().addKaktus(world().zone(), "kaktus", 8, Bytes.ofGib(8));
        pool = world().addPool("local", PoolReach.KAKTUS, Bytes.ofGib(100), kaktus);
        template = world().addTemplate(pool, "debian", GIB);
        project = world().addProject("blue", new Quotas(8, Bytes.ofGib(6), Bytes.ofGib(20), 3));
        world().makeDefault(pool);
        world().makeDefault(template);
        world().addPrivateSubnet(project, 3);
    }

    @Test
    void a_kompute_is_admitted_once_with_all_that_it_consists_of() {
        world().addPublicSubnet(3);
        var spec = spec("k1", 2, 3);
        var plan = ledger().admit(admission(spec, true));

        assertThat(plan.machine().kaktus()).isEqualTo(kaktus);
        assertThat(plan.machine().state()).isEqualTo(CREATING);
        assertThat(plan.machine().domain().title()).isEqualTo("k1");
        assertThat(plan.machine().domain().disks())
                .extracting(disk -> disk.volume())
                .containsExactly(spec.parts().disk(), spec.parts().dataDisk());
        assertThat(plan.machine().domain().nics())
                .extracting(nic -> nic.adapter())
                .containsExactly(spec.parts().publicAdapter(), spec.parts().privateAdapter());
        assertThat(plan.disks()).extracting(disk -> disk.size()).containsExactly(Bytes.ofGib(2), Bytes.ofGib(3));
        assertThat(plan.disks().getFirst().source()).isEqualTo(ImageRef.of("local", template));
        assertThat(plan.disks().getLast().source()).isNull();

        var once = world().dump();
        assertThat(ledger().admit(admission(spec, true))).isEqualTo(plan);
        assertThat(world().dump()).isEqualTo(once);
        assertThat(world().usage(project)).isEqualTo(new Quotas(2, GIB, Bytes.ofGib(5), 1));
    }

    @Test
    void a_kompute_that_is_not_public_has_one_card_and_without_a_data_disk_one_disk() {
        var plan = ledger().admit(admission(spec("k1", 1, 0), false));
        assertThat(plan.machine().domain().nics()).hasSize(1);
        assertThat(plan.machine().domain().disks()).hasSize(1);
        assertThat(plan.disks()).hasSize(1);
    }

    @Test
    void what_is_refused_leaves_nothing() {
        var bare = world().addProject("bare", Quotas.UNLIMITED);
        var before = world().dump();
        assertRefused(Fault.INVALID_STATE, () -> ledger().admit(admission(spec("k1", 1, 0), true)));
        assertRefused(Fault.INVALID_STATE, () -> ledger().admit(admission(bare, spec("k1", 1, 0), false)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> admit(spec("k1", 10, 11)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> admit(sized(spec("k1", 1, 0), "k1", Bytes.ofGib(7), 1)));
        assertRefused(Fault.NO_KAKTUS_FITS, () -> {
            world().setAlive(kaktus, false);
            admit(spec("k1", 1, 1));
        });
        world().setAlive(kaktus, true);
        assertThat(world().dump()).isEqualTo(before);

        admit(spec("k1", 1, 0));
        var one = world().dump();
        assertRefused(Fault.NAME_TAKEN, () -> admit(sized(spec("k2", 1, 0), "k1", GIB, 1)));
        assertThat(world().dump()).isEqualTo(one);
    }

    @Test
    void a_disk_is_no_smaller_than_its_template() {
        var large = world().addTemplate(pool, "large", Bytes.ofGib(4));
        var before = world().dump();
        var spec = spec("k1", 2, 0);
        assertRefused(
                Fault.INVALID_VALUE,
                () -> ledger().admit(new Admission(
                        op("op-k1"), project, world().region(), world().zone(), pool, large, false, spec)));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void a_full_subnet_refuses_and_an_address_is_free_again_with_its_kompute() {
        var rich = world().addProject("rich", Quotas.UNLIMITED);
        world().addPrivateSubnet(rich, 2);
        ledger().admit(admission(rich, spec("k1", 1, 0), false));
        ledger().admit(admission(rich, spec("k2", 1, 0), false));
        var full = world().dump();
        assertRefused(Fault.SUBNET_FULL, () -> ledger().admit(admission(rich, spec("k3", 1, 0), false)));
        assertThat(world().dump()).isEqualTo(full);
        ledger().forget(K1);
        ledger().admit(admission(rich, spec("k3", 1, 0), false));
    }

    @Test
    void a_withdrawn_kompute_leaves_nothing_even_after_it_was_settled() {
        var before = world().dump();
        ledger().withdraw(K1);
        admit(spec("k1", 1, 1));
        ledger().settle(new Settlement(K1, RUNNING));
        ledger().withdraw(K1);
        ledger().withdraw(K1);
        assertThat(world().dump()).isEqualTo(before);
        assertThat(world().usage(project)).isEqualTo(new Quotas(0, Bytes.ZERO, Bytes.ZERO, 0));
    }

    @Test
    void a_deletion_may_be_abandoned_and_ordered_again() {
        var empty = world().dump();
        running(2, 2);
        var before = world().dump();
        var plan = ledger().beginDelete(new Claim(op("op-delete"), K1));
        assertThat(plan.disks()).hasSize(2);
        assertThat(ledger().beginDelete(new Claim(op("op-delete"), K1)).disks()).isEqualTo(plan.disks());
        assertThat(world().dump()).isNotEqualTo(before);
        ledger().abandonDelete(K1);
        ledger().abandonDelete(K1);
        assertThat(world().dump()).isEqualTo(before);

        ledger().beginDelete(new Claim(op("op-later"), K1));
        ledger().forget(K1);
        ledger().forget(K1);
        assertThat(world().dump()).isEqualTo(empty);
        assertRefused(Fault.NOT_FOUND, () -> ledger().beginDelete(new Claim(op("op-late"), K1)));
        ledger().abandonDelete(K1);
    }

    @Test
    void a_part_cannot_be_deleted_or_detached_alone() {
        var spec = running(1, 1);
        var before = world().dump();
        var parts = spec.parts();
        assertRefused(
                Fault.IN_USE,
                () -> world().instances().beginDelete(new InstanceLedger.Claim(op("op-x"), parts.instance())));
        world().instances().abandonDelete(parts.instance());
        for (var disk : List.of(parts.disk(), parts.dataDisk())) {
            assertRefused(Fault.IN_USE, () -> world().volumes().beginDelete(new VolumeLedger.Claim(op("op-x"), disk)));
            world().volumes().abandonDelete(disk);
        }
        var adapters = List.of(parts.privateAdapter());
        var disks = List.of(parts.disk(), parts.dataDisk());
        assertRefused(Fault.IN_USE, () -> change(spec.instance(adapters, List.of(parts.disk()))));
        assertRefused(Fault.IN_USE, () -> change(spec.instance(List.of(), disks)));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void its_instance_may_have_more_than_the_kompute_and_keeps_it() {
        var spec = running(1, 0);
        var more = new Machines(world(), project).volume(pool, "more");
        var update = new InstanceLedger.Update(
                op("op-more"),
                spec.instance(
                        List.of(spec.parts().privateAdapter()),
                        List.of(spec.parts().disk(), more)));
        world().instances().beginUpdate(update);
        world().instances().settleUpdate(update);
        var grown = new Update(op("op-up"), sized(spec, "k1", Bytes.ofGib(2), 2));
        assertThat(ledger().beginUpdate(grown).machine().detach()).isEmpty();
        ledger().settleUpdate(grown);
        ledger().beginDelete(new Claim(op("op-delete"), K1));
        ledger().forget(K1);
        assertThat(world().usage(project)).isEqualTo(new Quotas(0, Bytes.ZERO, GIB, 0));
        world().volumes().beginDelete(new VolumeLedger.Claim(op("op-x"), more));
    }

    @Test
    void an_update_tells_all_that_changes_and_reserves_it() {
        var spec = running(1, 0);
        var wanted = with(sized(spec, "renamed", Bytes.ofGib(2), 4), 2, 3);
        var update = new Update(op("op-up"), wanted);
        var plan = ledger().beginUpdate(update);

        assertThat(plan.machine().redefine()).isTrue();
        assertThat(plan.machine().after().title()).isEqualTo("renamed");
        assertThat(plan.machine().attach())
                .extracting(disk -> disk.volume())
                .containsExactly(spec.parts().dataDisk());
        assertThat(plan.machine().detach()).isEmpty();
        assertThat(plan.newDisk()).isNotNull();
        assertThat(plan.growths())
                .extracting(growth -> growth.volume())
                .containsExactly(spec.parts().disk());
        assertThat(plan.growths().getFirst().plan().after()).isEqualTo(Bytes.ofGib(2));
        assertThat(plan.growths().getFirst().plan().kaktus()).isEqualTo(kaktus);
        var once = world().dump();
        assertThat(ledger().beginUpdate(update)).isEqualTo(plan);
        assertThat(world().dump()).isEqualTo(once);
        assertThat(world().usage(project)).isEqualTo(new Quotas(4, Bytes.ofGib(2), Bytes.ofGib(5), 1));

        ledger().settleUpdate(update);
        ledger().settleUpdate(update);
        assertThat(world().usage(project)).isEqualTo(new Quotas(4, Bytes.ofGib(2), Bytes.ofGib(5), 1));
        var after = ledger().beginDelete(new Claim(op("op-delete"), K1));
        assertThat(after.machine().domain().title()).isEqualTo("renamed");
        assertThat(after.disks()).extracting(disk -> disk.size()).containsExactly(Bytes.ofGib(2), Bytes.ofGib(3));
    }

    @Test
    void an_update_of_a_kompute_that_is_no_longer_what_was_expected_is_refused() {
        var spec = running(1, 0);
        var before = world().dump();
        var other = sized(spec, "other", GIB, 2);
        assertRefused(
                Fault.CHANGED_MEANWHILE, () -> ledger().beginUpdate(new Update(op("op-up"), with(spec, 2, 3), other)));
        assertThat(world().dump()).isEqualTo(before);
        var update = new Update(op("op-up"), with(spec, 2, 3), with(spec, 1, 0));
        var plan = ledger().beginUpdate(update);
        assertThat(ledger().beginUpdate(update)).isEqualTo(plan);
    }

    @Test
    void an_abandoned_update_leaves_the_kompute_as_before() {
        var spec = running(1, 0);
        var before = world().dump();
        var update = new Update(op("op-up"), with(sized(spec, "renamed", Bytes.ofGib(2), 4), 2, 3));
        ledger().abandonUpdate(update);
        ledger().beginUpdate(update);
        ledger().abandonUpdate(update);
        ledger().abandonUpdate(update);
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void a_growth_that_was_written_down_outlives_an_abandoned_update() {
        var spec = running(1, 1);
        var update = new Update(op("op-up"), with(spec, 2, 3));
        ledger().beginUpdate(update);
        world().volumes().settleResize(update.growth(spec.parts().disk()));
        ledger().abandonUpdate(update);
        assertThat(world().usage(project).storage()).isEqualTo(Bytes.ofGib(3));
    }

    @Test
    void an_update_that_cannot_be_is_refused_and_changes_nothing() {
        var spec = running(2, 2);
        admit(spec("k2", 1, 0));
        var before = world().dump();
        assertRefused(Fault.INVALID_VALUE, () -> begin(with(spec, 1, 2)));
        assertRefused(Fault.INVALID_VALUE, () -> begin(with(spec, 2, 1)));
        assertRefused(Fault.INVALID_VALUE, () -> begin(with(spec, 2, 0)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> begin(with(spec, 3, 40)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> begin(with(sized(spec, "k1", Bytes.ofGib(6), 2), 3, 3)));
        assertRefused(Fault.NAME_TAKEN, () -> begin(sized(spec, "k2", GIB, 2)));
        assertRefused(Fault.NOT_FOUND, () -> begin(spec("never", 1, 0)));
        assertRefused(Fault.INVALID_STATE, () -> begin(with(spec("k2", 1, 0), 2, 0)));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void what_a_broken_off_update_had_begun_is_taken_up_by_the_same_one() {
        var spec = running(1, 1);
        ledger().beginUpdate(new Update(op("op-broken"), with(spec, 2, 3)));
        var again = new Update(op("op-again"), with(spec, 2, 3));
        assertThat(ledger().beginUpdate(again).growths()).hasSize(2);
        ledger().settleUpdate(again);
        assertThat(world().usage(project).storage()).isEqualTo(Bytes.ofGib(5));
    }

    private KomputeSpec running(int disk, int dataDisk) {
        var spec = spec("k1", disk, dataDisk);
        admit(spec);
        ledger().settle(new Settlement(K1, RUNNING));
        ledger().settle(new Settlement(K1, RUNNING));
        return spec;
    }

    private void change(InstanceSpec spec) {
        world().instances().beginUpdate(new InstanceLedger.Update(op("op-x"), spec));
    }

    private void begin(KomputeSpec spec) {
        ledger().beginUpdate(new Update(op("op-up"), spec));
    }

    private KomputePlan admit(KomputeSpec spec) {
        return ledger().admit(admission(spec, false));
    }

    private Admission admission(KomputeSpec spec, boolean publicAddress) {
        return admission(project, spec, publicAddress);
    }

    private Admission admission(ProjectId owner, KomputeSpec spec, boolean publicAddress) {
        return new Admission(
                op("op-" + spec.id()), owner, world().region(), world().zone(), null, null, publicAddress, spec);
    }

    private static OperationId op(String id) {
        return new OperationId(id);
    }

    private KomputeLedger ledger() {
        return world().komputes();
    }
}
