package cloud.kowabunga;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.network.MacAddress;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

final class ValuesTest {
    private final ObjectMapper json = JacksonJsonPayloadConverter.newDefaultObjectMapper();

    @Property
    void a_size_is_a_plain_number_on_the_wire(@ForAll @LongRange(min = 0) long bytes) throws JsonProcessingException {
        assertThat(json.writeValueAsString(new Bytes(bytes))).isEqualTo(Long.toString(bytes));
        assertThat(json.readValue(Long.toString(bytes), Bytes.class)).isEqualTo(new Bytes(bytes));
        assertThat(new Bytes(bytes).forPeople()).matches("[0-9]{1,4}(\\.[0-9])? ([KMGTPE]i)?B");
    }

    @Property
    void an_id_is_a_plain_text_on_the_wire(
            @ForAll @StringLength(min = 1, max = 64) @CharRange(from = 'a', to = 'z') String text)
            throws JsonProcessingException {
        assertThat(json.writeValueAsString(new InstanceId(text))).isEqualTo('"' + text + '"');
        assertThat(json.readValue('"' + text + '"', InstanceId.class)).isEqualTo(new InstanceId(text));
        assertThat(Noun.INSTANCE.workflowId(new InstanceId(text))).isEqualTo("instance/" + text);
    }

    @Property
    void a_name_is_valid_or_does_not_exist(@ForAll @StringLength(max = 70) String text) throws JsonProcessingException {
        Name name;
        try {
            name = new Name(text);
        } catch (KowabungaException refused) {
            assertThat(refused.fault()).isEqualTo(Fault.INVALID_VALUE);
            return;
        }
        assertThat(json.readValue(json.writeValueAsString(name), Name.class)).isEqualTo(name);
        assertThat(name.asHostName()).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    @Example
    void what_is_no_value_is_refused() {
        assertRefused(Fault.INVALID_VALUE, () -> new Bytes(-1));
        for (var text : List.of("", " web", "web ", "-web", "a/b", "x".repeat(64), "a\nb")) {
            assertRefused(Fault.INVALID_VALUE, () -> new Name(text));
        }
        for (var text : List.of("", "a b", "a/b", "ä", "x".repeat(65))) {
            assertRefused(Fault.INVALID_VALUE, () -> new InstanceId(text));
        }
        assertThat(new MacAddress("52:54:00:AB:CD:EF").value()).isEqualTo("52:54:00:ab:cd:ef");
        for (var text : List.of("", "53:54:00:00:00:01", "52-54-00-00-00-01", "52:54:00:00:00")) {
            assertRefused(Fault.INVALID_VALUE, () -> new MacAddress(text));
        }
    }

    @Example
    void a_name_makes_a_host_name_of_at_most_one_label() {
        assertThat(new Name("Web Server_1.example").asHostName()).isEqualTo("web-server-1-example");
        assertThat(new Name("日本").asHostName()).isEqualTo("instance");
    }
}
