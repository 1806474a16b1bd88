package cloud.kowabunga.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a command runs.
 *
 * @param home the person's home folder
 * @param in what is typed
 * @param out what was asked for, and nothing else
 * @param err questions, progress and errors
 * @param secret asks for something that is not shown while it is typed
 * @param interactive whether a person sits at a terminal
 */
record Surroundings(
        Map<String, String> environment,
        Path home,
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        Function<String, String> secret,
        boolean interactive) {
    static Surroundings ofThisProcess() {
        var console = terminal();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                err,
                prompt -> console.map(terminal -> terminal.readPassword("%s", prompt))
                        .map(String::new)
                        .orElseGet(() -> line(in)),
                console.isPresent());
    }

    /** JDK 25 has none where standard input or output is no terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where settings of a person are kept: the XDG base directory specification. */
    Path settings() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> home.resolve(".config"))
                .resolve("kowabunga");
    }

    /** The answer to a question; empty where nobody answers. */
    String ask(String question) {
        err.print(question);
        err.flush();
        return line(in);
    }

    private static String line(BufferedReader in) {
        try {
            return Objects.requireNonNullElse(in.readLine(), "").strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
