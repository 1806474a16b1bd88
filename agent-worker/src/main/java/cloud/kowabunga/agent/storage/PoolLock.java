package cloud.kowabunga.agent.storage;

import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time in one directory, among all threads of all agents. A lock between processes alone would not do: POSIX gives it to a process and not to
 * a thread, and takes it away when any thread closes the file. May be entered again by the thread that is in it.
 */
final class PoolLock {
    private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads;

    PoolLock(Path file) {
        this.file = file;
        this.threads = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
    }

    /** Something to do that the file system may refuse. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T hold(Work<T> work) throws IOException {
        try {
            threads.lockInterruptibly();
        } catch (InterruptedException interruption) {
            throw Fault.OPERATION_CANCELLED.because("The work on a pool was stopped.", interruption);
        }
        try {
            return threads.getHoldCount() > 1 ? work.run() : amongProcesses(work);
        } finally {
            threads.unlock();
        }
    }

    private <T> T amongProcesses(Work<T> work) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            return work.run();
        }
    }
}
