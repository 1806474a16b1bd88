package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A unicast EUI-48 address in lower case with colons, for example {@code 52:54:00:12:34:56}. */
public record MacAddress(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MacAddress {
        value = value.toLowerCase(Locale.ROOT);
        if (!value.matches("[0-9a-f][02468ace](:[0-9a-f]{2}){5}")) {
            throw Fault.INVALID_VALUE.because(
                    "mac: a unicast address like 52:54:00:12:34:56 is needed, not '" + value + "'.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
