package cloud.kowabunga.compute;

import java.io.IOException;

/**
 * The serial console of a running machine, opened by one person: bytes as the guest's first serial port sends and takes them.
 * One thread reads and one writes; any may close it.
 */
public interface SerialConsole extends AutoCloseable {
    /**
     * Waits for what the guest says.
     *
     * @return how many bytes were read, at least 1; -1 when the console has ended
     */
    int read(byte[] into) throws InterruptedException;

    /** Hands the guest what was typed, and waits while it takes nothing. Throws where the console has ended. */
    void write(byte[] typed) throws IOException, InterruptedException;

    /** Why it ended, a sentence for the person. Asked after the end. */
    String whyEnded();

    /** Lets go of it, so that {@link #read} ends. The machine goes on. */
    @Override
    void close();
}
