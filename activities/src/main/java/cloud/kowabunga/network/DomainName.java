package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;
import java.util.regex.Pattern;

/** A DNS domain of 1 to 253 characters, like {@code shop.example.com}: host name labels after RFC 1123, joined by dots. */
public record DomainName(String value) {
    static final int LONGEST = 253;
    private static final Pattern FORM = Pattern.compile(DnsLabel.FORM + "(\\." + DnsLabel.FORM + ")*");

    public DomainName {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw Fault.INVALID_VALUE.because("A domain like shop.example.com is needed, not '" + value + "'.");
        }
    }

    /** Raises INVALID_VALUE where the name below this domain would be longer than DNS allows. */
    public void requireRoomFor(DnsLabel label) {
        if (label.value().length() + 1 + value.length() > LONGEST) {
            throw Fault.INVALID_VALUE.because("'%s.%s' is longer than the %d characters that a name in DNS may have."
                    .formatted(label.value(), value, LONGEST));
        }
    }
}
