package cloud.kowabunga.kahuna.engine;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/**
 * Which build of Kahuna this is. A jar is known by the first {@value #DIGITS} hexadecimal digits of its SHA-256 ({@code sha256sum} prints
 * them), and stands with them in every history whose workflow it ran, so that the jar to replay it with can be found.
 *
 * @param id those digits, or {@value #UNPACKED} where it runs out of no jar
 */
record Build(String id) {
    private static final int DIGITS = 12;
    private static final String UNPACKED = "unpacked";
    private static final Pattern IN_IDENTITY = Pattern.compile("^kahuna build (\\S+) ");

    /** Of the program that runs. */
    static Build running() {
        return of(new ApplicationHome(Build.class).getSource());
    }

    static Build of(@Nullable File jar) {
        return new Build(jar == null || !jar.isFile() ? UNPACKED : digest(jar).substring(0, DIGITS));
    }

    /** Those that ran the workflow of this history, in the order in which they did. */
    static List<Build> in(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                .filter(event -> event.hasWorkflowTaskCompletedEventAttributes())
                .map(event -> event.getWorkflowTaskCompletedEventAttributes().getIdentity())
                .flatMap(identity -> IN_IDENTITY.matcher(identity).results())
                .map(result -> result.group(1))
                .distinct()
                .map(Build::new)
                .toList();
    }

    /** As what Temporal knows this process. */
    String identity() {
        return "kahuna build %s %s"
                .formatted(id, ManagementFactory.getRuntimeMXBean().getName());
    }

    private static String digest(File jar) {
        try (var digested =
                new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(jar.toPath(), digested);
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
