package cloud.kowabunga.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code watch}: a line for each change, as it happens, of what the caller may see. It outlives a Kahuna that restarts and misses
 * nothing meanwhile; it ends where the caller is not known any more.
 */
final class Watching {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final KahunaApi api;
    private final Surroundings here;
    private final Output output;
    private String last;
    private String id;
    private String event = "";

    private Watching(KahunaApi api, Surroundings here, Output output, String last) {
        this.api = api;
        this.here = here;
        this.output = output;
        this.last = last;
        this.id = last;
    }

    static CommandSpec command(Surroundings here) {
        return Command.of("watch", "Tell each change as it happens, until Ctrl-C.", here)
                .option("--from", "POSITION", "Begin after this change: the first word of a line that was told before.")
                .does(typed -> new Watching(
                                typed.api(),
                                here,
                                typed.output(),
                                typed.text("--from").orElse(""))
                        .follow());
    }

    /** Ends only with a {@link Refusal}. */
    private void follow() {
        while (true) {
            try (var lines = api.lines("/events", last)) {
                read(lines);
            } catch (Refusal no) {
                if (!no.isAway()) {
                    throw no;
                }
                here.err().println("Kahuna is away; going on when it is back.");
            } catch (UncheckedIOException _) {
                here.err().println("The stream broke off; connecting again.");
            }
            pause();
        }
    }

    private void read(Stream<String> lines) {
        for (var line : (Iterable<String>) lines::iterator) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                tell(Values.JSON.readTree(line.substring("data:".length())));
            } else if (line.isEmpty()) {
                // Also where nothing was told yet: the stream begins with the place where it begins.
                last = id;
            }
        }
    }

    private void tell(JsonNode change) {
        last = id;
        if (event.equals("reset")) {
            here.err()
                    .println(
                            "What changed since then is not kept any more: look at everything anew. Going on from now.");
            return;
        }
        if (output == Output.TABLE) {
            var operation = change.path("operation").asString("");
            here.out()
                    .println("%s  %-10s %s%s"
                            .formatted(
                                    id,
                                    change.path("noun").asString(""),
                                    change.path("id").asString(""),
                                    operation.isEmpty() ? "" : "  operation " + operation));
        } else {
            var line = ((ObjectNode) change).put("position", id);
            here.out().println(output == Output.JSON ? line.toString() : "- " + line);
        }
        here.out().flush();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.away("Interrupted.", interrupted);
        }
    }
}
