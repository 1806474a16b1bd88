package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.Quotas;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a project should use, counted without a database: a number for each thing that is there, and the larger of two while it
 * changes. What is more than the largest number counts as that.
 */
final class UsageModel {
    /** What can be done to a thing next depends on this alone. */
    enum State {
        ABSENT,
        CREATING,
        THERE,
        RESIZING,
        DELETING
    }

    /** An instance with as many virtual CPUs as GiB of memory, or a volume of as many units. */
    static final class Thing {
        final boolean isInstance;
        State state = State.ABSENT;
        long size;
        long wanted;
        int generation;
        OperationId operation = new OperationId("none");

        Thing(boolean isInstance) {
            this.isInstance = isInstance;
        }

        long promised() {
            return state == State.ABSENT ? 0 : state == State.RESIZING ? Math.max(size, wanted) : size;
        }
    }

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final List<Thing> things = new ArrayList<>();
    private final Bytes unit;
    Quotas limits = Quotas.UNLIMITED;

    /** @param unit of which volumes are as large as their number says */
    UsageModel(int instances, int volumes, Bytes unit) {
        this.unit = unit;
        for (var number = 0; number < instances + volumes; number++) {
            things.add(new Thing(number < instances));
        }
    }

    Thing thing(int number) {
        return things.get(number);
    }

    Quotas usage() {
        var instances = things.stream().filter(thing -> thing.isInstance).mapToLong(Thing::promised);
        var sizes = instances.filter(size -> size > 0).toArray();
        var storage = things.stream()
                .filter(thing -> !thing.isInstance)
                .mapToLong(Thing::promised)
                .sum();
        var total = LongStream.of(sizes).sum();
        return new Quotas(total, Bytes.ofGib(total), units(storage), sizes.length);
    }

    Bytes units(long count) {
        return new Bytes(BigInteger.valueOf(unit.value())
                .multiply(BigInteger.valueOf(count))
                .min(MOST)
                .longValueExact());
    }

    /** Whether this much more of each is too much: only what grows can be, and of what is beyond counting nobody knows. */
    boolean refuses(long instances, long vcpus, long memoryGib, long storage) {
        var now = usage();
        return tooMuch(limits.instances(), now.instances(), instances)
                || tooMuch(limits.vcpus(), now.vcpus(), vcpus)
                || tooMuch(limits.memory().value(), now.memory().value(), memoryGib << 30)
                || tooMuch(
                        limits.storage().value(),
                        now.storage().value(),
                        units(storage).value());
    }

    private static boolean tooMuch(long limit, long now, long more) {
        var after = now > Long.MAX_VALUE - more ? Long.MAX_VALUE : now + more;
        return limit != 0 && (more > 0 || now == Long.MAX_VALUE) && after > limit;
    }
}
