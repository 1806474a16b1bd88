package cloud.kowabunga.kahuna.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.kahuna.engine.PayloadKeys;
import cloud.kowabunga.kahuna.engine.PayloadSeal;
import cloud.kowabunga.kahuna.engine.SealedConverter;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.operation.OperationId;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;

final class HistoriesTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void a_history_whose_key_was_taken_away_is_refused_with_a_sentence() {
        var operation = new OperationId(world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .id());
        assertThat(histories(new byte[32]).export(operation)).contains("CreateVolume");

        var other = new byte[32];
        other[0] = 1;
        var strangers = histories(other);
        assertThatThrownBy(() -> strangers.export(operation))
                .isInstanceOfSatisfying(
                        KowabungaException.class, no -> assertThat(no.fault()).isEqualTo(Fault.INVALID_STATE))
                .hasMessageContaining("kahuna.payload-keys-file");
    }

    /** Of a Kahuna with that key. */
    private Histories histories(byte[] key) {
        var options = world.engine().getOptions().toBuilder()
                .setDataConverter(new SealedConverter(new PayloadSeal(PayloadKeys.of(null, new SealKey(key)))))
                .build();
        return new Histories(
                world.database(),
                Engine.of(WorkflowClient.newInstance(world.engine().getWorkflowServiceStubs(), options)));
    }
}
