package cloud.kowabunga.testing;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplateLedger.Admission;
import cloud.kowabunga.storage.TemplateLedger.Claim;
import cloud.kowabunga.storage.TemplateLedger.Imported;
import cloud.kowabunga.storage.TemplatePlan;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.PoolReach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger of templates does. */
public abstract class TemplateLedgerContract {
    private final OperationId operation = new OperationId("op1");
    private final TemplateId id = new TemplateId("t1");
    private StoragePoolId pool = new StoragePoolId("unknown");

    /** A new world for each test, the same during one. */
    protected abstract World world();

    @BeforeEach
    void a_pool() {
        pool = world().addPool("local", PoolReach.REGION, Bytes.ofGib(10));
    }

    @Test
    void a_template_is_admitted_once() {
        var plan = ledger().admit(admission("t1", "debian"));
        assertThat(plan)
                .isEqualTo(new TemplatePlan(pool, "local", new ImageRef("local", "template-t1"), "/images/debian"));
        var once = world().dump();
        assertThat(ledger().admit(admission("t1", "debian"))).isEqualTo(plan);
        assertThat(world().dump()).isEqualTo(once);
    }

    @Test
    void a_name_is_taken_within_its_pool() {
        ledger().admit(admission("t1", "debian"));
        assertRefused(Fault.NAME_TAKEN, () -> ledger().admit(admission("t2", "debian")));
    }

    @Test
    void a_pool_that_is_not_there_is_not_found() {
        pool = new StoragePoolId("never");
        assertRefused(Fault.NOT_FOUND, () -> ledger().admit(admission("t1", "debian")));
    }

    @Test
    void a_withdrawn_template_leaves_nothing_even_after_it_was_settled() {
        var before = world().dump();
        ledger().withdraw(id);
        ledger().admit(admission("t1", "debian"));
        ledger().settle(new Imported(id, Bytes.ofMib(256)));
        ledger().withdraw(id);
        ledger().withdraw(id);
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void volumes_are_cloned_from_it_when_it_is_settled_and_not_before() {
        ledger().admit(admission("t1", "debian"));
        assertRefused(Fault.INVALID_STATE, this::cloneVolume);
        ledger().settle(new Imported(id, Bytes.ofMib(256)));
        ledger().settle(new Imported(id, Bytes.ofMib(256)));
        cloneVolume();
    }

    @Test
    void a_template_with_volumes_stays() {
        ledger().admit(admission("t1", "debian"));
        ledger().settle(new Imported(id, Bytes.ofMib(256)));
        cloneVolume();
        var before = world().dump();
        assertRefused(Fault.IN_USE, () -> ledger().beginDelete(new Claim(operation, id)));
        assertThat(world().dump()).isEqualTo(before);
    }

    @Test
    void a_deletion_may_be_abandoned_and_ordered_again() {
        ledger().admit(admission("t1", "debian"));
        ledger().settle(new Imported(id, Bytes.ofMib(256)));
        var before = world().dump();
        var plan = ledger().beginDelete(new Claim(operation, id));
        assertThat(ledger().beginDelete(new Claim(operation, id))).isEqualTo(plan);
        assertThat(world().dump()).isNotEqualTo(before);
        ledger().abandonDelete(id);
        ledger().abandonDelete(id);
        assertThat(world().dump()).isEqualTo(before);

        ledger().beginDelete(new Claim(new OperationId("op2"), id));
        ledger().forget(id);
        ledger().forget(id);
        assertThat(world().dump()).isEmpty();
        assertRefused(Fault.NOT_FOUND, () -> ledger().beginDelete(new Claim(operation, id)));
        ledger().abandonDelete(id);
    }

    private void cloneVolume() {
        var project = world().addProject("blue", Quotas.UNLIMITED);
        var spec = new VolumeSpec(new VolumeId("v1"), new Name("root"), null, VolumeType.OS, Bytes.ZERO);
        world().volumes()
                .admit(new VolumeLedger.Admission(new OperationId("op-v"), project, world().region(), pool, id, spec));
    }

    private Admission admission(String template, String name) {
        var spec = new TemplateSpec(new TemplateId(template), new Name(name), null, "linux", "/images/" + name);
        return new Admission(new OperationId("op-" + template), pool, spec);
    }

    private TemplateLedger ledger() {
        return world().templates();
    }
}
