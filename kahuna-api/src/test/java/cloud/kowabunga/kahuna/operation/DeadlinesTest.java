package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.operation.OperationId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DeadlinesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void passing_a_deadline_raises_an_alarm_and_ends_nothing() {
        var operation = world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .id();
        var path = "/operation/" + operation;
        var id = new OperationId(operation);
        var before = world.get(path).is(200).json();
        assertThat(before.path("overdue").asBoolean()).isFalse();
        assertThat(Instant.parse(before.path("deadline").asString())).isAfter(Instant.now());
        var told = told(id);
        var counted = overdue();

        world.database()
                .change(sql -> sql.update(OPERATION)
                        .set(OPERATION.DEADLINE, Instant.now().minusSeconds(1))
                        .where(OPERATION.ID.eq(id))
                        .execute());

        await().atMost(SOON).until(() -> world.get(path).json().path("overdue").asBoolean());
        await().atMost(SOON).until(() -> overdue() > counted);
        assertThat(told(id)).isEqualTo(told + 1);
        // It goes on: with agents it comes to its end, and the alarm is over.
        place.agentsWork();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(world.get(path).get("state")).isEqualTo("SUCCEEDED"));
        await().atMost(SOON).until(() -> overdue() == counted);
    }

    private double overdue() {
        return world.bean(MeterRegistry.class)
                .get("kowabunga.operations.overdue")
                .gauge()
                .value();
    }

    /** How many changes of the operation were told. */
    private int told(OperationId id) {
        return world.database().<Integer>read(sql -> sql.fetchCount(OUTBOX, OUTBOX.RESOURCE.eq(id.value())));
    }
}
