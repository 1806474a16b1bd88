package cloud.kowabunga.network;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies one DnsRecord. */
public record DnsRecordId(@JsonValue String value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DnsRecordId {
        Id.checked(Noun.DNS_RECORD, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
