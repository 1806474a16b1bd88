package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One thing at a time for each machine. An attempt whose agent was thought dead may still be at work when the next one, or its undo, arrives: the later
 * one must come after it.
 */
final class InstanceLocks {
    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    <T> T hold(InstanceId instance, Supplier<T> work) {
        var lock = stripes[Math.floorMod(instance.hashCode(), stripes.length)];
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interruption) {
            throw Fault.OPERATION_CANCELLED.because(
                    "The work on instance '" + instance + "' was stopped.", interruption);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
