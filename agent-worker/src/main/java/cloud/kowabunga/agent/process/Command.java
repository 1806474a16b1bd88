package cloud.kowabunga.agent.process;

import cloud.kowabunga.fault.Fault;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program to be run to its end. When the calling thread is interrupted, when the limit passes or when the listener throws,
 * the program and its children are killed before the call returns, so that nothing goes on writing behind our back.
 */
public final class Command {
    private static final int KEPT_CHARACTERS = 1 << 20;
    private static final String END = "\0";
    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final File NOTHING = new File("/dev/null");

    private final List<String> words;
    private Duration limit = Duration.ofMinutes(1);
    private Consumer<String> listener = _ -> {};
    private Runnable pulse = () -> {};

    private Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** What a program left behind. Output and errors are cut to their first million characters. */
    public record Result(int exit, String output, String errors) {
        public boolean succeeded() {
            return exit == 0;
        }

        /** The last line of the errors, where programs say what was wrong; the exit code if there is none. */
        public String complaint() {
            return errors.strip()
                    .lines()
                    .reduce((_, last) -> last)
                    .orElse("it ended with exit code " + exit)
                    .strip();
        }
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    public static Command of(List<String> words) {
        return new Command(words);
    }

    /** How long the program may take; a minute where nothing else is said. */
    public Command within(Duration limit) {
        this.limit = limit;
        return this;
    }

    /** Gets each line of output as it comes, on the calling thread; a carriage return ends a line too. */
    public Command tell(Consumer<String> listener) {
        this.listener = listener;
        return this;
    }

    /** Runs about once a second on the calling thread while the program works; what it throws ends the program. */
    public Command meanwhile(Runnable pulse) {
        this.pulse = pulse;
        return this;
    }

    /**
     * Runs it and answers with its end, whatever that is. Raises OPERATION_CANCELLED when interrupted.
     *
     * @throws IOException when there is no such program or when it took longer than the limit
     */
    public Result run() throws IOException {
        var builder = new ProcessBuilder(new ArrayList<>(words)).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.environment().put("LC_ALL", "C");
        var process = start(builder);
        try {
            return follow(process);
        } catch (InterruptedException interruption) {
            throw Fault.OPERATION_CANCELLED.because("'" + words.getFirst() + "' was stopped.", interruption);
        } finally {
            end(process);
        }
    }

    private Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException absent) {
            throw new IOException("the program '" + words.getFirst() + "' is not installed on this Kaktus", absent);
        }
    }

    private Result follow(Process process) throws IOException, InterruptedException {
        var lines = new LinkedBlockingQueue<String>();
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var quiet = new LinkedBlockingQueue<String>();
        read(process.getInputStream(), output, lines);
        read(process.getErrorStream(), errors, quiet);
        var deadline = System.nanoTime() + limit.toNanos();
        for (var line = next(lines, deadline); !line.equals(END); line = next(lines, deadline)) {
            listener.accept(line);
        }
        while (!next(quiet, deadline).equals(END)) {}
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw tooSlow();
        }
        return new Result(process.exitValue(), output.toString(), errors.toString());
    }

    private String next(LinkedBlockingQueue<String> lines, long deadline) throws IOException, InterruptedException {
        while (System.nanoTime() - deadline < 0) {
            var wait = Math.min(deadline - System.nanoTime(), PULSE.toNanos());
            var line = lines.poll(wait, TimeUnit.NANOSECONDS);
            if (line != null) {
                return line;
            }
            pulse.run();
        }
        throw tooSlow();
    }

    private IOException tooSlow() {
        return new IOException("'" + words.getFirst() + "' did not end within " + limit.toSeconds() + " s.");
    }

    private static void read(InputStream stream, StringBuilder all, LinkedBlockingQueue<String> lines) {
        Thread.ofVirtual().start(() -> {
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                split(reader, all, lines);
            } catch (IOException closed) {
                // The stream is closed when the program is killed; there is nothing more to read then.
            } finally {
                lines.add(END);
            }
        });
    }

    private static void split(Reader reader, StringBuilder all, LinkedBlockingQueue<String> lines) throws IOException {
        var line = new StringBuilder();
        for (var read = reader.read(); read >= 0; read = reader.read()) {
            if (all.length() < KEPT_CHARACTERS) {
                all.append((char) read);
            }
            if (read == '\n' || read == '\r') {
                lines.add(line.toString());
                line.setLength(0);
            } else if (line.length() < KEPT_CHARACTERS) {
                line.append((char) read);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        // A killed program still holds its files for a moment: whoever removes them next must not race with it.
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(_ -> process)
                .join();
    }
}
