package cloud.kowabunga.koala.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import tools.jackson.databind.JsonNode;

/** Who asked for something: on the wire a name, or an object that has one. */
public record Who(String name) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Who of(JsonNode told) {
        return new Who(told.isObject() ? told.path("name").asString("") : told.asString(""));
    }
}
