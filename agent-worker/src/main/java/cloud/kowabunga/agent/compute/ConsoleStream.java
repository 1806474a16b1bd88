package cloud.kowabunga.agent.compute;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;

/**
 * One stream of libvirt to the serial console of a domain, in the words of libvirt-stream.h. It never waits for the guest to say
 * something: libvirt's event loop tells when there is something to read. libvirt-java 0.5.4 has not bound what this needs.
 */
final class ConsoleStream {
    static final int READABLE = 1;
    static final int ERROR = 4;
    static final int HANG_UP = 8;

    /** {@link #receive} found nothing to read. */
    static final int NOTHING_YET = -2;

    private static final int NON_BLOCKING = 1;

    /** Whoever has the console open loses it. */
    private static final int FORCE = 1;

    private static final Calls LIBVIRT = Native.load("virt", Calls.class);
    private static final AtomicLong LAST = new AtomicLong();

    /** By number, which is what libvirt hands back to the one callback. C code holds that, so it must be there for ever. */
    private static final Map<Long, IntConsumer> LISTENERS = new ConcurrentHashMap<>();

    private static final Event DISPATCH = (stream, events, number) -> {
        var listener = number == null ? null : LISTENERS.get(Pointer.nativeValue(number));
        if (listener != null) {
            listener.accept(events);
        }
    };

    private final Pointer stream;
    private final long number = LAST.incrementAndGet();

    private ConsoleStream(Pointer stream) {
        this.stream = stream;
    }

    /** Raises an IOException with libvirt's own words where it refuses. */
    static ConsoleStream open(ConnectionPointer connection, String uuid) throws IOException {
        var domain = LIBVIRT.virDomainLookupByUUIDString(connection, uuid);
        if (domain == null) {
            throw new IOException(lastError());
        }
        try {
            var stream = LIBVIRT.virStreamNew(connection, NON_BLOCKING);
            if (stream == null) {
                throw new IOException(lastError());
            }
            if (LIBVIRT.virDomainOpenConsole(domain, null, stream, FORCE) != 0) {
                // Before anything is freed: that would make libvirt forget what it said.
                var refused = new IOException(lastError());
                LIBVIRT.virStreamFree(stream);
                throw refused;
            }
            return new ConsoleStream(stream);
        } finally {
            LIBVIRT.virDomainFree(domain);
        }
    }

    /** What libvirt last said no with on this thread. */
    static String lastError() {
        var message = LIBVIRT.virGetLastErrorMessage();
        return message == null ? "no reason was given" : message.strip();
    }

    /** From now on the listener hears of these events, on the thread of libvirt's event loop, which must not wait for anything. */
    boolean listen(int events, IntConsumer listener) {
        LISTENERS.put(number, listener);
        return LIBVIRT.virStreamEventAddCallback(stream, events, DISPATCH, new Pointer(number), null) == 0;
    }

    void listenTo(int events) {
        LIBVIRT.virStreamEventUpdateCallback(stream, events);
    }

    /** How many bytes were read; 0 at the end, {@link #NOTHING_YET}, or -1 where the stream broke. */
    int receive(byte[] into) {
        return LIBVIRT.virStreamRecv(stream, into, into.length);
    }

    /** How many of the bytes from the offset on libvirt took; negative where it took none. Waits while libvirtd does not read. */
    int send(byte[] bytes) {
        return LIBVIRT.virStreamSend(stream, bytes, bytes.length);
    }

    /** Ends it and frees it; nothing may be called afterwards. */
    void free() {
        LIBVIRT.virStreamEventRemoveCallback(stream);
        LISTENERS.remove(number);
        LIBVIRT.virStreamAbort(stream);
        LIBVIRT.virStreamFree(stream);
    }

    /** Called by libvirt. */
    interface Event extends Callback {
        void happened(@Nullable Pointer stream, int events, @Nullable Pointer number);
    }

    /** Bindings by libvirt's own names. Sizes are size_t, 64 bits wide wherever Kaktus run. */
    interface Calls extends Library {
        @Nullable Pointer virDomainLookupByUUIDString(ConnectionPointer connection, String uuid);

        int virDomainFree(Pointer domain);

        @Nullable Pointer virStreamNew(ConnectionPointer connection, int flags);

        int virDomainOpenConsole(Pointer domain, @Nullable String device, Pointer stream, int flags);

        int virStreamEventAddCallback(
                Pointer stream, int events, Event callback, Pointer opaque, @Nullable Callback free);

        int virStreamEventUpdateCallback(Pointer stream, int events);

        int virStreamEventRemoveCallback(Pointer stream);

        int virStreamRecv(Pointer stream, byte[] into, long length);

        int virStreamSend(Pointer stream, byte[] bytes, long length);

        int virStreamAbort(Pointer stream);

        int virStreamFree(Pointer stream);

        @Nullable String virGetLastErrorMessage();
    }
}
