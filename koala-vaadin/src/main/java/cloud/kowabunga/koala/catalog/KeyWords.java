package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.KahunaClient;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.UI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What there is to say of a key, for whoever looks at that window. */
record KeyWords(ViewerTime time) {
    private static final String RAN_OUT = "ran out at";

    static KeyWords of(UI ui) {
        return new KeyWords(ViewerTime.of(ui));
    }

    String holds(Resource key) {
        var until = until(key);
        return until.startsWith(RAN_OUT) ? until : "holds " + until;
    }

    /** The same below the title that says what it is about. */
    String until(Resource key) {
        return end(key).map(end -> (end.isAfter(Instant.now()) ? "to" : RAN_OUT)
                        + " the end of %s (UTC)".formatted(key.text("expiration_date")))
                .orElse("until it is revoked");
    }

    /** When it ends by itself; empty where it does not. */
    static Optional<Instant> end(Resource key) {
        return Boolean.TRUE.equals(key.value("expire"))
                ? Optional.of(LocalDate.parse(key.text("expiration_date"))
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant())
                : Optional.empty();
    }

    /** Of a user's key, to the minute; empty where it never was, and for agents, of whom their own page says more. */
    Optional<String> lastUse(Resource key) {
        return Optional.ofNullable(key.value(KahunaClient.LAST_USED))
                .map(Instant.class::cast)
                .map(time::show);
    }

    Optional<String> lastHeard(AgentRow agent) {
        return Optional.ofNullable(agent.lastSeen()).map(time::show);
    }
}
