package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.SerialConsole;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One open console. Of what the guest says, at most {@value #MOST_WAITING} pieces wait here; then libvirt keeps the rest. */
final class LibvirtConsole implements SerialConsole {
    private static final int PIECE = 4096;
    private static final int MOST_WAITING = 16;
    private static final int END = ConsoleStream.ERROR | ConsoleStream.HANG_UP;

    private final ConsoleStream stream;
    private final Executor threads;
    private final Runnable whenFreed;
    private final Supplier<String> whyLost;

    /** Guards what follows, and that nobody touches the stream once it is freed. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> said = new ArrayDeque<>();
    private boolean full;
    private boolean ended;
    private boolean closed;

    /** Held while something is sent, which may take long, so that the stream is not freed meanwhile. */
    private final ReentrantLock sending = new ReentrantLock();

    /**
     * @param threads of the platform: libvirt may make them wait
     * @param whenFreed called once, when the stream is no longer used
     * @param whyLost says in a sentence why a console ended that nobody closed
     */
    LibvirtConsole(ConsoleStream stream, Executor threads, Runnable whenFreed, Supplier<String> whyLost) {
        this.stream = stream;
        this.threads = threads;
        this.whenFreed = whenFreed;
        this.whyLost = whyLost;
    }

    void begin() throws IOException {
        if (!stream.listen(ConsoleStream.READABLE | END, this::happened)) {
            throw new IOException(ConsoleStream.lastError());
        }
    }

    @Override
    public int read(byte[] into) throws InterruptedException {
        lock.lock();
        try {
            while (said.isEmpty() && !ended) {
                changed.await();
            }
            var piece = said.poll();
            if (piece == null) {
                return -1;
            }
            var length = Math.min(piece.length, into.length);
            System.arraycopy(piece, 0, into, 0, length);
            if (length < piece.length) {
                said.addFirst(Arrays.copyOfRange(piece, length, piece.length));
            }
            if (full && !ended && said.size() <= MOST_WAITING / 2) {
                full = false;
                stream.listenTo(ConsoleStream.READABLE | END);
            }
            return length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] typed) throws IOException {
        sending.lock();
        try {
            var rest = typed;
            while (rest.length > 0) {
                if (isEnded()) {
                    throw new IOException("The console has ended.");
                }
                var sent = stream.send(rest);
                if (sent < 0) {
                    end();
                    throw new IOException("The console took no more: " + ConsoleStream.lastError());
                }
                rest = Arrays.copyOfRange(rest, sent, rest.length);
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public String whyEnded() {
        lock.lock();
        try {
            if (!ended) {
                return "The console is still open.";
            }
            if (closed) {
                return "The console was closed.";
            }
        } finally {
            lock.unlock();
        }
        // Asks libvirt, which may take long, and nobody shall wait for the lock meanwhile.
        return whyLost.get();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed |= !ended;
        } finally {
            lock.unlock();
        }
        end();
    }

    private boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** On the thread of libvirt's event loop. */
    private void happened(int events) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if ((events & ConsoleStream.READABLE) != 0) {
                receive();
            }
        } finally {
            lock.unlock();
        }
        if ((events & END) != 0) {
            end();
        }
    }

    private void receive() {
        var piece = new byte[PIECE];
        while (said.size() < MOST_WAITING) {
            var length = stream.receive(piece);
            if (length == ConsoleStream.NOTHING_YET) {
                return;
            }
            if (length <= 0) {
                end();
                return;
            }
            said.add(Arrays.copyOf(piece, length));
            changed.signalAll();
        }
        full = true;
        stream.listenTo(END);
    }

    private void end() {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // Not here: this may be the event loop's thread, and freeing waits for libvirtd and for what is being sent.
        threads.execute(this::free);
    }

    private void free() {
        sending.lock();
        lock.lock();
        try {
            stream.free();
        } finally {
            lock.unlock();
            sending.unlock();
        }
        whenFreed.run();
    }
}
