package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;

/** One label of a host name after RFC 1123: 1 to 63 letters, digits and inner dashes. */
public record DnsLabel(String value) {
    static final String FORM = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    public DnsLabel {
        if (!value.matches(FORM)) {
            throw Fault.INVALID_VALUE.because(
                    "A name in DNS has 1 to 63 letters, digits and inner dashes; '" + value + "' has not.");
        }
    }
}
