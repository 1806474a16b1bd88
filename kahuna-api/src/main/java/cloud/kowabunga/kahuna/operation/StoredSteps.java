package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.operation.Step;
import java.util.List;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The steps of an operation as its row keeps them. */
final class StoredSteps {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private StoredSteps() {}

    static JSONB write(List<Step> steps) {
        return JSONB.valueOf(JSON.writeValueAsString(steps));
    }

    static List<Step> read(JSONB steps) {
        return JSON.readValue(steps.data(), new TypeReference<List<Step>>() {});
    }
}
