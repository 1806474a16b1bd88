package cloud.kowabunga.agent.storage;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

/** What the file system and qemu-img say, as faults. */
final class StoreFaults {
    private StoreFaults() {}

    static KowabungaException of(String pool, IOException cause) {
        if (cause instanceof ClosedByInterruptException || cause instanceof FileLockInterruptionException) {
            return Fault.OPERATION_CANCELLED.because("The work on pool '" + pool + "' was stopped.", cause);
        }
        var message = cause.getMessage();
        return said(pool, message == null ? cause.getClass().getSimpleName() : message, cause);
    }

    static KowabungaException said(String pool, String complaint, @org.jspecify.annotations.Nullable Throwable cause) {
        if (isFull(complaint)) {
            return Fault.POOL_FULL.because(
                    "Pool '" + pool + "' is full: make room on its disk or choose another pool.", cause);
        }
        for (var sign :
                new String[] {"Input/output error", "Read-only file system", "Stale file handle", "not connected"}) {
            if (complaint.contains(sign)) {
                return Fault.POOL_AWAY.because("Pool '" + pool + "' cannot be used now: " + complaint + ".", cause);
            }
        }
        return Fault.STORE_REFUSED.because("Pool '" + pool + "' refused: " + complaint + ".", cause);
    }

    static boolean isFull(String complaint) {
        return complaint.contains("No space left on device") || complaint.contains("Disk quota exceeded");
    }
}
