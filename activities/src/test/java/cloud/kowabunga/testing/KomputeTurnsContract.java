package cloud.kowabunga.testing;

import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.testing.Komputes.spec;
import static cloud.kowabunga.testing.Komputes.with;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputeLedger.Admission;
import cloud.kowabunga.compute.KomputeLedger.Claim;
import cloud.kowabunga.compute.KomputeLedger.Settlement;
import cloud.kowabunga.compute.KomputeLedger.Update;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every ledger of Komputes keeps operations on a Kompute and on its parts from meeting. */
public abstract class KomputeTurnsContract {
    private static final KomputeId K1 = new KomputeId("k1");

    private ProjectId project = new ProjectId("unknown");

    /** A new world for each test, the same during one. */
    protected abstract World world();

    @BeforeEach
    void a_kaktus_a_pool_with_a_template_and_a_project_with_a_subnet() {
        var kaktus = world().addKaktus(world().zone(), "kaktus", 8, Bytes.ofGib(8));
        var pool = world().addPool("local", PoolReach.KAKTUS, Bytes.ofGib(100), kaktus);
        project = world().addProject("blue", Quotas.UNLIMITED);
        world().makeDefault(pool);
        world().makeDefault(world().addTemplate(pool, "debian", Bytes.ofGib(1)));
        world().addPrivateSubnet(project, 3);
    }

    @Test
    void while_an_operation_works_on_the_whole_none_begins_on_a_part() {
        var spec = running();
        open("op-up", Noun.KOMPUTE, "k1");
        var update = new Update(op("op-up"), with(spec, 2, 0));
        ledger().beginUpdate(update);
        var before = world().dump();
        open("op-power", Noun.INSTANCE, spec.parts().instance().value());
        open("op-grow", Noun.VOLUME, spec.parts().disk().value());
        var instance = spec.parts().instance();
        assertRefused(
                Fault.OPERATION_RUNNING,
                () -> world().instances().locate(new InstanceLedger.Claim(op("op-power"), instance)));
        assertRefused(
                Fault.OPERATION_RUNNING,
                () -> world().instances()
                        .beginUpdate(new InstanceLedger.Update(
                                op("op-power"),
                                spec.instance(List.of(spec.parts().privateAdapter()), List.of()))));
        assertRefused(
                Fault.OPERATION_RUNNING,
                () -> world().volumes()
                        .beginResize(new VolumeLedger.Resize(
                                op("op-grow"), spec.parts().disk(), Bytes.ofGib(9), null)));
        assertThat(world().dump()).isEqualTo(before);

        ledger().settleUpdate(update);
        close("op-up");
        world().instances().locate(new InstanceLedger.Claim(op("op-power"), instance));
    }

    @Test
    void while_an_operation_works_on_a_part_none_begins_on_the_whole() {
        var spec = running();
        open("op-power", Noun.INSTANCE, spec.parts().instance().value());
        world().instances()
                .locate(new InstanceLedger.Claim(op("op-power"), spec.parts().instance()));
        var before = world().dump();
        open("op-delete", Noun.KOMPUTE, "k1");
        open("op-grow", Noun.VOLUME, spec.parts().disk().value());
        assertRefused(Fault.OPERATION_RUNNING, () -> ledger().beginDelete(new Claim(op("op-delete"), K1)));
        assertRefused(Fault.OPERATION_RUNNING, () -> ledger().beginUpdate(new Update(op("op-delete"), spec)));
        assertRefused(
                Fault.OPERATION_RUNNING,
                () -> world().volumes()
                        .beginResize(new VolumeLedger.Resize(
                                op("op-grow"), spec.parts().disk(), Bytes.ofGib(9), null)));
        assertThat(world().dump()).isEqualTo(before);
        close("op-power");
        ledger().beginDelete(new Claim(op("op-delete"), K1));
    }

    @Test
    void an_operation_takes_the_place_of_one_that_was_broken_off_on_the_same_resource() {
        running();
        open("op-broken", Noun.KOMPUTE, "k1");
        ledger().beginDelete(new Claim(op("op-broken"), K1));
        open("op-again", Noun.KOMPUTE, "k1");
        ledger().beginDelete(new Claim(op("op-again"), K1));
    }

    private void open(String operation, Noun noun, String resource) {
        Komputes.open(world(), project, operation, noun, resource);
    }

    private void close(String operation) {
        world().operations().close(new Outcome(op(operation), OperationState.SUCCEEDED, List.of(), null, null));
    }

    private KomputeSpec running() {
        var spec = spec("k1", 1, 0);
        ledger().admit(new Admission(op("op-k1"), project, world().region(), world().zone(), null, null, false, spec));
        ledger().settle(new Settlement(K1, RUNNING));
        return spec;
    }

    private static OperationId op(String id) {
        return new OperationId(id);
    }

    private KomputeLedger ledger() {
        return world().komputes();
    }
}
