package cloud.kowabunga.koala.client;

import java.util.Optional;

/**
 * Puts the lines of a stream of server-sent events together again.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML standard, server-sent events</a>
 */
final class EventParser {
    private final StringBuilder data = new StringBuilder();
    private String name = "message";

    /** The event that this line ends, if it ends one. */
    Optional<Event> line(String line) {
        if (line.isEmpty()) {
            var event = data.isEmpty() ? Optional.<Event>empty() : Optional.of(new Event(name, data.toString()));
            data.setLength(0);
            name = "message";
            return event;
        }
        var colon = line.indexOf(':');
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1);
        var text = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("event")) {
            name = text;
        } else if (field.equals("data")) {
            data.append(data.isEmpty() ? "" : "\n").append(text);
        }
        // All other lines are comments, which only keep the connection alive, or fields that are not used here.
        return Optional.empty();
    }

    record Event(String name, String data) {}
}
