package cloud.kowabunga.testing;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeLedger.Admission;
import cloud.kowabunga.storage.VolumeLedger.Claim;
import cloud.kowabunga.storage.VolumeLedger.Naming;
import cloud.kowabunga.storage.VolumeLedger.Resize;
import cloud.kowabunga.storage.VolumePlan;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger of volumes does. */
public abstract class VolumeLedgerContract {
    private static final Bytes SIZE = Bytes.ofGib(2);

    private StoragePoolId pool = new StoragePoolId("unknown");
    private ProjectId project = new ProjectId("unknown");

    /** A new world for each test, the same during one. */
    protected abstract World world();

    @BeforeEach
    void a_pool_and_a_project() {
        pool = world().addPool("local", PoolReach.REGION, Bytes.ofGib(10));
        project = world().addProject("blue", new Quotas(0, Bytes.ZERO, Bytes.ofGib(6), 0));
    }

    @Test
    void a_volume_is_admitted_once() {
        var plan = ledger().admit(raw("v1", "data", SIZE));
        assertThat(plan).isEqualTo(new VolumePlan(pool, "local", new ImageRef("local", "volume-v1"), null, SIZE));
        var once = world().dump();
        assertThat(ledger().admit(raw("v1", "data", SIZE))).isEqualTo(plan);
        assertThat(world().dump()).isEqualTo(once);
        assertThat(world().usage(project).storage()).isEqualTo(SIZE);
    }

    @Test
    void what_is_refused_leaves_nothing() {
        var template = world().addTemplate(pool, "debian", SIZE);
        ledger().admit(raw("v1", "data", SIZE));
        var before = world().dump();

        assertRefused(Fault.NAME_TAKEN, () -> ledger().admit(raw("v2", "data", SIZE)));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> ledger().admit(raw("v2", "more", Bytes.ofGib(5))));
        assertRefused(Fault.INVALID_VALUE, () -> ledger().admit(raw("v2", "none", Bytes.ZERO)));
        assertRefused(
                Fault.INVALID_VALUE,
                () -> ledger().admit(admission("v2", "small", VolumeType.OS, template, Bytes.ofGib(1))));
        assertRefused(
                Fault.NOT_FOUND,
                () -> ledger().admit(admission("v2", "root", VolumeType.OS, new TemplateId("never"), SIZE)));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void under_a_lowered_quota_other_things_still_grow() {
        world().setQuotas(project, new Quotas(1, Bytes.ofGib(1), Bytes.ofGib(6), 1));
        ready("v1");
        world().setQuotas(project, new Quotas(1, Bytes.ofGib(1), Bytes.ofGib(1), 1));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> ledger().admit(raw("v2", "more", Bytes.ofGib(1))));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> ledger().beginResize(resize("v1", Bytes.ofGib(3))));
        world().setQuotas(project, new Quotas(1, Bytes.ofGib(1), Bytes.ZERO, 1));
        ledger().admit(raw("v2", "more", Bytes.ofGib(1)));
    }

    @Test
    void a_pool_holds_what_it_can_and_no_more() {
        var rich = world().addProject("rich", Quotas.UNLIMITED);
        assertRefused(
                Fault.POOL_FULL,
                () -> ledger().admit(new Admission(
                        new OperationId("op-v1"),
                        rich,
                        world().region(),
                        pool,
                        null,
                        new VolumeSpec(new VolumeId("v1"), new Name("huge"), null, VolumeType.RAW, Bytes.ofGib(11)))));
        assertThat(world().usage(rich).storage()).isEqualTo(Bytes.ZERO);
    }

    @Test
    void a_volume_of_a_template_has_its_size_at_least_and_begins_as_it() {
        var template = world().addTemplate(pool, "debian", SIZE);
        var plan = ledger().admit(admission("v1", "root", VolumeType.OS, template, Bytes.ZERO));
        assertThat(plan.size()).isEqualTo(SIZE);
        assertThat(plan.source()).isEqualTo(ImageRef.of("local", template));
        assertThat(ledger().admit(admission("v2", "other", VolumeType.OS, template, Bytes.ofGib(3)))
                        .size())
                .isEqualTo(Bytes.ofGib(3));
    }

    @Test
    void who_names_no_pool_and_no_template_gets_the_defaults() {
        var template = world().addTemplate(pool, "debian", SIZE);
        world().makeDefault(pool);
        world().makeDefault(template);
        var spec = new VolumeSpec(new VolumeId("v1"), new Name("root"), null, VolumeType.OS, Bytes.ZERO);
        var plan = ledger().admit(new Admission(new OperationId("op-v1"), project, world().region(), null, null, spec));
        assertThat(plan)
                .isEqualTo(new VolumePlan(
                        pool, "local", new ImageRef("local", "volume-v1"), ImageRef.of("local", template), SIZE));
    }

    @Test
    void a_withdrawn_volume_leaves_nothing_even_after_it_was_settled() {
        ledger().withdraw(new VolumeId("v1"));
        ledger().admit(raw("v1", "data", SIZE));
        ledger().settle(new VolumeId("v1"));
        ledger().withdraw(new VolumeId("v1"));
        ledger().withdraw(new VolumeId("v1"));
        assertThat(world().dump()).isEmpty();
        assertThat(world().usage(project).storage()).isEqualTo(Bytes.ZERO);
    }

    @Test
    void growth_is_reserved_and_then_settled() {
        ready("v1");
        var resize = resize("v1", Bytes.ofGib(5));
        var plan = ledger().beginResize(resize);
        assertThat(plan)
                .isEqualTo(new ResizePlan(pool, new ImageRef("local", "volume-v1"), SIZE, Bytes.ofGib(5), null, null));
        assertThat(ledger().beginResize(resize)).isEqualTo(plan);
        assertThat(world().usage(project).storage()).isEqualTo(Bytes.ofGib(5));
        ledger().settleResize(resize);
        var settled = world().dump();
        ledger().settleResize(resize);
        ledger().abandonResize(resize);
        assertThat(world().dump()).isEqualTo(settled);
        assertThat(world().usage(project).storage()).isEqualTo(Bytes.ofGib(5));
    }

    @Test
    void growth_may_be_abandoned() {
        ready("v1");
        var before = world().dump();
        var resize = resize("v1", Bytes.ofGib(5));
        ledger().abandonResize(resize);
        ledger().beginResize(resize);
        ledger().abandonResize(resize);
        ledger().abandonResize(resize);
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void growth_that_cannot_be_is_refused_and_changes_nothing() {
        ready("v1");
        ledger().admit(raw("v2", "unready", Bytes.ofGib(1)));
        var before = world().dump();
        assertRefused(Fault.INVALID_VALUE, () -> ledger().beginResize(resize("v1", Bytes.ofGib(1))));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> ledger().beginResize(resize("v1", Bytes.ofGib(6))));
        assertRefused(Fault.INVALID_STATE, () -> ledger().beginResize(resize("v2", Bytes.ofGib(2))));
        assertRefused(Fault.NOT_FOUND, () -> ledger().beginResize(resize("never", Bytes.ofGib(2))));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void a_volume_gets_its_new_name_with_its_growth_or_neither() {
        ready("v1");
        ledger().admit(raw("v2", "other", Bytes.ofGib(1)));
        ledger().settle(new VolumeId("v2"));
        var before = world().dump();
        assertRefused(Fault.INVALID_VALUE, () -> ledger().beginResize(renaming("v1", Bytes.ofGib(1), "mine")));
        assertRefused(Fault.QUOTA_EXCEEDED, () -> ledger().beginResize(renaming("v1", Bytes.ofGib(6), "mine")));
        assertRefused(Fault.NAME_TAKEN, () -> ledger().beginResize(renaming("v1", Bytes.ofGib(3), "other")));
        assertThat(world().dump()).isEqualTo(before);

        var growth = renaming("v1", Bytes.ofGib(3), "mine");
        assertThat(ledger().beginResize(growth)).isEqualTo(ledger().beginResize(growth));
        ledger().settleResize(growth);
        ledger().admit(raw("v3", "data", Bytes.ofMib(1)));
        assertRefused(Fault.NAME_TAKEN, () -> ledger().admit(raw("v4", "mine", Bytes.ofMib(1))));
    }

    @Test
    void growth_of_a_volume_that_is_no_longer_what_was_expected_is_refused() {
        ready("v1");
        var before = world().dump();
        var was = new VolumeLedger.Expected(new Naming(new Name("data"), null), Bytes.ofGib(1));
        assertRefused(Fault.CHANGED_MEANWHILE, () -> ledger().beginResize(expecting(was)));
        assertThat(world().dump()).isEqualTo(before);
        var is = expecting(new VolumeLedger.Expected(new Naming(new Name("data"), null), SIZE));
        assertThat(ledger().beginResize(is)).isEqualTo(ledger().beginResize(is));
    }

    private static Resize expecting(VolumeLedger.Expected expected) {
        return new Resize(new OperationId("resize-v1"), new VolumeId("v1"), Bytes.ofGib(3), null, expected);
    }

    @Test
    void a_deletion_may_be_abandoned_and_ordered_again() {
        ready("v1");
        var before = world().dump();
        var plan = ledger().beginDelete(claim("v1"));
        assertThat(ledger().beginDelete(claim("v1"))).isEqualTo(plan);
        ledger().abandonDelete(new VolumeId("v1"));
        ledger().abandonDelete(new VolumeId("v1"));
        assertThat(world().dump()).isEqualTo(before);

        ledger().beginDelete(new Claim(new OperationId("later"), new VolumeId("v1")));
        ledger().forget(new VolumeId("v1"));
        ledger().forget(new VolumeId("v1"));
        assertThat(world().dump()).isEmpty();
        assertRefused(Fault.NOT_FOUND, () -> ledger().beginDelete(claim("v1")));
        ledger().abandonDelete(new VolumeId("v1"));
    }

    @Test
    void a_volume_that_was_never_finished_can_be_deleted() {
        ledger().admit(raw("v1", "data", SIZE));
        ledger().beginDelete(claim("v1"));
        ledger().forget(new VolumeId("v1"));
        assertThat(world().dump()).isEmpty();
    }

    @Test
    void an_attached_volume_stays_and_tells_where_it_is() {
        ready("v1");
        var machines = new Machines(world(), project);
        var kaktus = world().addKaktus(world().zone(), "k1", 8, Bytes.ofGib(16));
        var instance = machines.admit("i1", List.of(new VolumeId("v1")), List.of());
        assertRefused(Fault.IN_USE, () -> ledger().beginDelete(claim("v1")));
        var plan = ledger().beginResize(resize("v1", Bytes.ofGib(3)));
        assertThat(plan.attachedTo()).isEqualTo(instance.domain().instance());
        assertThat(Objects.requireNonNull(plan.kaktus())).isEqualTo(kaktus);
    }

    private void ready(String volume) {
        ledger().admit(raw(volume, "data", SIZE));
        ledger().settle(new VolumeId(volume));
        ledger().settle(new VolumeId(volume));
    }

    private Admission raw(String volume, String name, Bytes size) {
        return admission(volume, name, VolumeType.RAW, null, size);
    }

    private Admission admission(
            String volume, String name, VolumeType type, @Nullable TemplateId template, Bytes size) {
        return new Admission(
                new OperationId("op-" + volume),
                project,
                world().region(),
                pool,
                template,
                new VolumeSpec(new VolumeId(volume), new Name(name), null, type, size));
    }

    private static Resize resize(String volume, Bytes size) {
        return new Resize(new OperationId("resize-" + volume), new VolumeId(volume), size, null);
    }

    private static Resize renaming(String volume, Bytes size, String name) {
        return new Resize(
                new OperationId("resize-" + volume), new VolumeId(volume), size, new Naming(new Name(name), "renamed"));
    }

    private static Claim claim(String volume) {
        return new Claim(new OperationId("delete-" + volume), new VolumeId(volume));
    }

    private VolumeLedger ledger() {
        return world().volumes();
    }
}
