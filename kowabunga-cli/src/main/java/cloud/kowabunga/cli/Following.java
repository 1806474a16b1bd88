package cloud.kowabunga.cli;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Follows an operation to its end and shows each step as it begins, stumbles and ends. It outlives a Kahuna that restarts. */
final class Following {
    private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final KahunaApi api;
    private final Surroundings here;
    private final Map<Integer, String> told = new HashMap<>();
    private String lastWord = "";

    Following(KahunaApi api, Surroundings here) {
        this.api = api;
        this.here = here;
    }

    static boolean isFinal(JsonNode operation) {
        return FINAL.contains(state(operation));
    }

    /** The operation as it is at its end. */
    JsonNode toTheEnd(String id) {
        var path = "/operation/" + KahunaApi.encoded(id);
        while (true) {
            try (var lines = api.lines(path + "/events")) {
                var last = watch(lines);
                if (isFinal(last)) {
                    return last;
                }
            } catch (Refusal no) {
                if (!no.isAway()) {
                    throw no;
                }
                say("Kahuna is away; the operation goes on, and so does the waiting.");
            } catch (UncheckedIOException _) {
                say("The stream broke off; connecting again.");
            }
            pause();
        }
    }

    private JsonNode watch(Stream<String> lines) {
        JsonNode last = JsonNodeFactory.instance.missingNode();
        for (var line : (Iterable<String>) lines::iterator) {
            if (line.startsWith("data:")) {
                last = Values.JSON.readTree(line.substring("data:".length()));
                show(last);
                if (isFinal(last)) {
                    return last;
                }
            }
        }
        return last;
    }

    private void show(JsonNode operation) {
        var steps = operation.path("steps");
        for (var step : steps) {
            var number = step.path("number").asInt();
            var line = line(step);
            if (!line.equals(told.put(number, line))) {
                here.err().println("  %2d  %s".formatted(number, line));
            }
        }
        switch (state(operation)) {
            case "WAITING" -> say(waits(operation));
            case "ATTENTION" ->
                say("The operation stands still and waits for a person: kowabunga operation retry|skip|cancel "
                        + operation.path("id").asString(""));
            default -> lastWord = "";
        }
    }

    /** What an agent cannot reach is told by a whole sentence; everything else is named. */
    private static String waits(JsonNode operation) {
        var awaited = operation.path("waiting_for").asString("something");
        return operation.path("waiting_kind").asString("").equals("failure")
                ? "Trying again and again: " + awaited
                : "Waiting for " + awaited + " …";
    }

    private static String line(JsonNode step) {
        var mark = switch (step.path("state").asString("")) {
            case "DONE" -> "done     ";
            case "FAILED" -> step.path("undo_refused").asBoolean(false) ? "stuck    " : "failed   ";
            case "UNDOING" -> "undoing  ";
            case "UNDONE" -> "undone   ";
            case "SKIPPED" -> "skipped  ";
            default -> "…        ";
        };
        var line = new StringBuilder(mark).append(step.path("name").asString(""));
        var took = took(step);
        var agent = step.path("agent").asString("");
        var aside = Stream.of(agent.isEmpty() ? "" : "agent " + agent, took)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
        if (!aside.isEmpty()) {
            line.append(" (").append(aside).append(")");
        }
        if (step.path("attempt").asInt(1) > 1 && took.isEmpty()) {
            line.append(", attempt ").append(step.path("attempt").asInt());
        }
        for (var detail : new String[] {"progress", "last_error", "error"}) {
            var text = step.path(detail).asString("");
            if (!text.isEmpty()) {
                line.append(": ").append(text.replaceAll("\\p{Cntrl}+", " "));
                break;
            }
        }
        return line.toString();
    }

    private static String took(JsonNode step) {
        var begin = step.path("started_at").asString("");
        var end = step.path("ended_at").asString("");
        return begin.isEmpty() || end.isEmpty()
                ? ""
                : "%.1f s"
                        .formatted(Duration.between(Instant.parse(begin), Instant.parse(end))
                                        .toMillis()
                                / 1_000.0);
    }

    private void say(String word) {
        if (!word.equals(lastWord)) {
            here.err().println("      " + word);
            lastWord = word;
        }
    }

    private static String state(JsonNode operation) {
        return operation.path("state").asString("");
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
