package cloud.kowabunga.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code operation export} and {@code operation replay}. Replaying is done by the very program that ran the operation, as only it has
 * the workflows' code: this one knows the REST API alone.
 */
final class HistoryCommands {
    private final Surroundings here;

    HistoryCommands(Surroundings here) {
        this.here = here;
    }

    CommandSpec export() {
        return Command.of("export", "Write its whole history to a file, without secrets.", here)
                .argument("OPERATION", "Its id.", true)
                .option("--to", "FILE", "Where to; - for standard output; operation-<id>.json unless said.")
                .does(typed -> {
                    var id = typed.argument().orElseThrow();
                    var history = typed.api()
                            .get("/operation/" + KahunaApi.encoded(id) + "/history")
                            .toPrettyString();
                    var to = typed.text("--to").orElse("operation-" + id + ".json");
                    if (to.equals("-")) {
                        here.out().println(history);
                        return;
                    }
                    try {
                        Files.writeString(Path.of(to), history + "\n");
                    } catch (IOException failed) {
                        throw Refusal.usage("%s cannot be written: %s".formatted(to, failed.getMessage()));
                    }
                    typed.tell("Written: " + to);
                });
    }

    CommandSpec replay() {
        return Command.of(
                        "replay",
                        "Take an exported history through a Kahuna's own code, offline, and say whether it decides the same.",
                        here)
                .argument("FILE", "What export wrote.", true)
                .option(
                        "--program",
                        "JAR",
                        "Kahuna's jar that ran the operation; the running one's beside ./kowabunga up.")
                .does(typed -> {
                    var program = typed.text("--program")
                            .or(() -> here.variable("KOWABUNGA_LOCAL_PROGRAM"))
                            .orElseThrow(() -> Refusal.usage("With which Kahuna? Give --program kahuna-api.jar."));
                    if (!Files.isReadable(Path.of(program))) {
                        throw Refusal.usage(program + " cannot be read.");
                    }
                    replay(program, typed.argument().orElseThrow());
                });
    }

    private void replay(String program, String file) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            var process = new ProcessBuilder(List.of(java, "-jar", program, "replay", file))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            try (var lines = process.inputReader()) {
                lines.lines().forEach(here.out()::println);
            }
            if (process.waitFor() != 0) {
                throw Refusal.failed("The history does not replay with " + program + ".");
            }
        } catch (IOException failed) {
            throw Refusal.usage("%s cannot be run: %s".formatted(program, failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.away("Interrupted.", interrupted);
        }
    }
}
