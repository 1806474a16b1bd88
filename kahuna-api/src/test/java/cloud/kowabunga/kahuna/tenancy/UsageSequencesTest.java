package cloud.kowabunga.kahuna.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.kahuna.tenancy.UsageModel.State;
import cloud.kowabunga.kahuna.tenancy.UsageModel.Thing;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.PoolReach;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is created, resized, deleted, fails or is asked for twice, in any order: usage is what the model says, and so is each no. */
final class UsageSequencesTest {
    private static final int INSTANCES = 3;
    private static final int VOLUMES = 3;
    private static final int LARGEST = 7;
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();

    /**
     * @param well whether what is under way ends well, or is undone
     * @param twice whether the ledger is asked twice, as after a lost answer
     */
    record Act(int thing, int size, boolean well, boolean twice) {}

    /** From now on. 0 is without limit. */
    record Limit(int instances, int size) {}

    @AfterContainer
    static void close() {
        CONNECTIONS.close();
    }

    @Provide
    Arbitrary<Object> acts() {
        Arbitrary<Object> act = Combinators.combine(
                        Arbitraries.integers().between(0, INSTANCES + VOLUMES - 1),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, false))
                .as(Act::new);
        Arbitrary<Object> limit = Combinators.combine(
                        Arbitraries.integers().between(0, INSTANCES),
                        Arbitraries.integers().between(0, 12))
                .as(Limit::new);
        return Arbitraries.frequencyOf(Tuple.of(8, act), Tuple.of(1, limit));
    }

    /** Two volumes of the larger unit can be more than the largest number. */
    @Provide
    Arbitrary<Bytes> units() {
        return Arbitraries.of(Bytes.ofGib(1), Bytes.ofGib(1 << 30));
    }

    @Property(tries = 60)
    void usage_is_exact_after_any_sequence(
            @ForAll("units") Bytes unit, @ForAll @Size(min = 10, max = 40) List<@From("acts") Object> acts) {
        var run = new Run(unit);
        for (var act : acts) {
            switch (act) {
                case Limit limit -> run.limit(limit);
                case Act next -> run.act(next);
                default -> throw new AssertionError(act);
            }
            assertThat(run.world.usage(run.project))
                    .as("after %s of %s in %s", act, acts, unit)
                    .isEqualTo(run.model.usage());
        }
    }

    /** One sequence, on the ledgers and on the model. */
    private static final class Run {
        final PostgresWorld world = new PostgresWorld(CONNECTIONS);
        final UsageModel model;
        final StoragePoolId pool;
        final ProjectId project;
        private int operations;

        Run(Bytes unit) {
            model = new UsageModel(INSTANCES, VOLUMES, unit);
            var kaktus = world.addKaktus(world.zone(), "k1", 10_000, Bytes.ofGib(10_000));
            pool = world.addPool("local", PoolReach.REGION, new Bytes(Long.MAX_VALUE), kaktus);
            project = world.addProject("blue", Quotas.UNLIMITED);
        }

        void limit(Limit limit) {
            model.limits =
                    new Quotas(limit.size(), Bytes.ofGib(limit.size()), model.units(limit.size()), limit.instances());
            world.setQuotas(project, model.limits);
        }

        void act(Act act) {
            var thing = model.thing(act.thing());
            switch (thing.state) {
                case ABSENT -> create(thing, act);
                case CREATING -> end(thing, act, State.THERE, State.ABSENT);
                case THERE -> {
                    if (act.size() % 2 == 0) {
                        delete(thing, act);
                    } else {
                        resize(thing, act);
                    }
                }
                case RESIZING -> end(thing, act, State.THERE, State.THERE);
                case DELETING -> end(thing, act, State.ABSENT, State.THERE);
            }
        }

        private void create(Thing thing, Act act) {
            thing.generation++;
            var refused =
                    thing.isInstance ? model.refuses(1, act.size(), act.size(), 0) : model.refuses(0, 0, 0, act.size());
            var operation = operation();
            thing.wanted = act.size();
            var worked = ask(
                    act,
                    refused,
                    thing.isInstance
                            ? () -> world.instances()
                                    .admit(new InstanceLedger.Admission(
                                            operation,
                                            project,
                                            world.region(),
                                            world.zone(),
                                            instance(act.thing(), thing)))
                            : () -> world.volumes()
                                    .admit(new VolumeLedger.Admission(
                                            operation,
                                            project,
                                            world.region(),
                                            pool,
                                            null,
                                            volume(act.thing(), thing))));
            if (worked) {
                thing.state = State.CREATING;
                thing.size = act.size();
            }
        }

        private void resize(Thing thing, Act act) {
            thing.wanted = thing.isInstance ? act.size() : Math.min(LARGEST, thing.size + act.size());
            var more = Math.max(0, thing.wanted - thing.size);
            var refused = thing.isInstance ? model.refuses(0, more, more, 0) : model.refuses(0, 0, 0, more);
            var operation = operation();
            var worked = ask(
                    act,
                    refused,
                    thing.isInstance
                            ? () -> world.instances().beginUpdate(update(act.thing(), thing, operation))
                            : () -> world.volumes().beginResize(growth(act.thing(), thing, operation)));
            if (worked) {
                thing.state = State.RESIZING;
                thing.operation = operation;
            }
        }

        private void delete(Thing thing, Act act) {
            var operation = operation();
            ask(
                    act,
                    false,
                    thing.isInstance
                            ? () -> world.instances()
                                    .beginDelete(new InstanceLedger.Claim(
                                            operation,
                                            instance(act.thing(), thing).id()))
                            : () -> world.volumes()
                                    .beginDelete(new VolumeLedger.Claim(
                                            operation,
                                            volume(act.thing(), thing).id())));
            thing.state = State.DELETING;
        }

        private void end(Thing thing, Act act, State well, State undone) {
            ask(act, false, thing.isInstance ? () -> endInstance(thing, act) : () -> endVolume(thing, act));
            if (thing.state == State.RESIZING && act.well()) {
                thing.size = thing.wanted;
            }
            thing.state = act.well() ? well : undone;
        }

        private void endInstance(Thing thing, Act act) {
            var ledger = world.instances();
            var id = instance(act.thing(), thing).id();
            switch (thing.state) {
                case CREATING -> {
                    if (act.well()) {
                        ledger.settle(new InstanceLedger.Settlement(id, InstanceState.RUNNING));
                    } else {
                        ledger.withdraw(id);
                    }
                }
                case RESIZING -> {
                    if (act.well()) {
                        ledger.settleUpdate(update(act.thing(), thing, thing.operation));
                    } else {
                        ledger.abandonUpdate(update(act.thing(), thing, thing.operation));
                    }
                }
                default -> {
                    if (act.well()) {
                        ledger.forget(id);
                    } else {
                        ledger.abandonDelete(id);
                    }
                }
            }
        }

        private void endVolume(Thing thing, Act act) {
            var ledger = world.volumes();
            var id = volume(act.thing(), thing).id();
            switch (thing.state) {
                case CREATING -> {
                    if (act.well()) {
                        ledger.settle(id);
                    } else {
                        ledger.withdraw(id);
                    }
                }
                case RESIZING -> {
                    if (act.well()) {
                        ledger.settleResize(growth(act.thing(), thing, thing.operation));
                    } else {
                        ledger.abandonResize(growth(act.thing(), thing, thing.operation));
                    }
                }
                default -> {
                    if (act.well()) {
                        ledger.forget(id);
                    } else {
                        ledger.abandonDelete(id);
                    }
                }
            }
        }

        /** Whether it was let through; that it was refused where it should be, and only there. */
        private static boolean ask(Act act, boolean refused, Runnable request) {
            try {
                request.run();
            } catch (KowabungaException no) {
                assertThat(no.fault()).as(no.sentence()).isEqualTo(Fault.QUOTA_EXCEEDED);
                assertThat(refused).as(no.sentence()).isTrue();
                return false;
            }
            assertThat(refused).as("%s is more than the quota", act).isFalse();
            if (act.twice()) {
                request.run();
            }
            return true;
        }

        private OperationId operation() {
            return new OperationId("op-" + ++operations);
        }

        private InstanceSpec instance(int number, Thing thing) {
            var name = "i%d-%d".formatted(number, thing.generation);
            return new InstanceSpec(
                    new InstanceId(name),
                    new Name(name),
                    null,
                    Bytes.ofGib(thing.wanted),
                    (int) thing.wanted,
                    List.of(),
                    List.of(),
                    true,
                    true);
        }

        private VolumeSpec volume(int number, Thing thing) {
            var name = "v%d-%d".formatted(number, thing.generation);
            return new VolumeSpec(new VolumeId(name), new Name(name), null, VolumeType.RAW, model.units(thing.wanted));
        }

        private InstanceLedger.Update update(int number, Thing thing, OperationId operation) {
            return new InstanceLedger.Update(operation, instance(number, thing));
        }

        private VolumeLedger.Resize growth(int number, Thing thing, OperationId operation) {
            return new VolumeLedger.Resize(operation, volume(number, thing).id(), model.units(thing.wanted), null);
        }
    }
}
