package cloud.kowabunga.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JSON of each payload is kept as a file, so that a renamed or lost field is a red difference and not a stuck workflow. A missing
 * file is written where {@code -Dpayloads.record=true} asks for it; an old one is changed by hand, and only by adding to it.
 */
public final class GoldenJson {
    private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    private static final Path FOLDER = Path.of("src/test/resources/payloads");

    private GoldenJson() {}

    /** Passes where the payload is written as the file says, and the file is read as the payload, also with a field more. */
    public static void check(Object payload) {
        try {
            var file = FOLDER.resolve(name(payload.getClass()) + ".json");
            var written = JSON.valueToTree(payload);
            if (Files.notExists(file) && Boolean.getBoolean("payloads.record")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
            }
            var golden = Files.readString(file);
            assertThat(JSON.readTree(golden).toString()).isEqualTo(written.toString());
            assertThat((Object) JSON.readValue(golden, payload.getClass())).isEqualTo(payload);
            if (JSON.readTree(golden) instanceof ObjectNode object) {
                object.put("fieldOfANewerVersion", 7);
                assertThat((Object) JSON.treeToValue(object, payload.getClass()))
                        .isEqualTo(payload);
            }
        } catch (IOException thrown) {
            throw new AssertionError("The JSON of " + name(payload.getClass()) + " cannot be read.", thrown);
        }
    }

    /** The name with that of the type around it, if any: {@code InstanceLedger.Claim}. */
    public static String name(Class<?> type) {
        var around = type.getEnclosingClass();
        return around == null ? type.getSimpleName() : name(around) + "." + type.getSimpleName();
    }
}
