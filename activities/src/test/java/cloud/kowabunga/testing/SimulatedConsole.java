package cloud.kowabunga.testing;

import cloud.kowabunga.compute.SerialConsole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The console of a simulated machine: a shell that shows what is typed and knows {@code echo}. */
final class SimulatedConsole implements SerialConsole {
    private static final String PROMPT = "# ";
    private static final int MOST_WAITING = 4096;

    private final Deque<Byte> said = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private Optional<String> end = Optional.empty();

    @Override
    public int read(byte[] into) throws InterruptedException {
        var length = 0;
        synchronized (this) {
            while (said.isEmpty() && end.isEmpty()) {
                wait();
            }
            for (; length < into.length && !said.isEmpty(); length++) {
                into[length] = said.remove();
            }
            notifyAll();
        }
        return length == 0 ? -1 : length;
    }

    @Override
    public synchronized void write(byte[] typed) throws IOException, InterruptedException {
        for (var key : typed) {
            if (key == '\r') {
                say("\r\n" + answer(line.toString().strip()) + PROMPT);
                line.setLength(0);
            } else {
                line.append((char) key);
                say(String.valueOf((char) key));
            }
        }
    }

    @Override
    public synchronized String whyEnded() {
        return end.orElse("The console is still open.");
    }

    @Override
    public void close() {
        end("The console was closed.");
    }

    /** The first reason stays. */
    synchronized void end(String why) {
        end = end.or(() -> Optional.of(why));
        notifyAll();
    }

    private void say(String text) throws IOException, InterruptedException {
        for (var letter : text.getBytes(StandardCharsets.US_ASCII)) {
            while (end.isEmpty() && said.size() >= MOST_WAITING) {
                wait();
            }
            if (end.isPresent()) {
                throw new IOException(end.get());
            }
            said.add(letter);
        }
        notifyAll();
    }

    private static String answer(String command) {
        if (command.isEmpty()) {
            return "";
        }
        return command.startsWith("echo ")
                ? command.substring("echo ".length()) + "\r\n"
                : "sh: " + command + ": not found\r\n";
    }
}
