package cloud.kowabunga.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end. */
record Shell(Path folder, Map<String, String> environment) {
    record Ended(int status, String output) {
        Ended orFail() {
            if (status != 0) {
                throw new AssertionError("exit " + status + ":\n" + output);
            }
            return this;
        }
    }

    Ended run(Duration limit, List<String> command) {
        try {
            var output = Files.createTempFile("kowabunga-", ".out");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new java.io.File("/dev/null"));
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError(
                        "still running after " + limit + ": " + command + "\n" + Files.readString(output));
            }
            var ended = new Ended(process.exitValue(), Files.readString(output));
            Files.delete(output);
            return ended;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
