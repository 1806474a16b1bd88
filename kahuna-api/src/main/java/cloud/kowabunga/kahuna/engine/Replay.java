package cloud.kowabunga.kahuna.engine;

import ch.qos.logback.classic.Level;
import cloud.kowabunga.workflow.WorkflowTypes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * {@code kahuna-api.jar replay FILE}: takes an exported history through the workflows of this build, without any other program, and
 * says whether they decide the same.
 */
public final class Replay {
    public static final String WORD = "replay";

    private Replay() {}

    /** @return the exit code: 0 where it replays, 1 where it does not, 2 where the file cannot be read */
    public static int run(Path file, PrintStream out) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        WorkflowExecutionHistory history;
        try {
            history = WorkflowExecutionHistory.fromJson(Files.readString(file));
        } catch (IOException | RuntimeException unreadable) {
            out.printf("%s is no exported history: %s%n", file, unreadable.getMessage());
            return 2;
        }
        try {
            WorkflowReplayer.replayWorkflowExecution(
                    history,
                    WorkflowTypes.ALL.getFirst(),
                    WorkflowTypes.ALL.stream().skip(1).toArray(Class<?>[]::new));
            out.printf(
                    "%s replays: this build decides the same in %d events.%n",
                    file, history.getEvents().size());
            return 0;
        } catch (Exception otherwise) {
            out.printf("%s does not replay with this build: %s%n%s", file, why(otherwise), made(history));
            return 1;
        }
    }

    /** Which jar would replay it; nothing where the history does not say. */
    private static String made(WorkflowExecutionHistory history) {
        var others = Build.in(history).stream()
                .filter(build -> !build.equals(Build.running()))
                .map(Build::id)
                .toList();
        return others.isEmpty()
                ? ""
                : "It was made by build %s; this is build %s. Replay it with the jar whose SHA-256 begins like that.%n"
                        .formatted(
                                String.join(", then ", others), Build.running().id());
    }

    /** The replayer wraps what it found into a sentence of its own, and puts its stack behind it. */
    private static String why(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .takeWhile(line -> !line.startsWith("\tat "))
                .collect(Collectors.joining(" "))
                .replaceFirst("^.*?, error=[\\w.]*: ", "");
    }
}
