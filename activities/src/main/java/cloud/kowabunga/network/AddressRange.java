package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;

/** Both ends belong to it. On the wire: {@code IpRange}. */
public record AddressRange(String first, String last) {
    public AddressRange {
        if (Subnets.address("first", first).compareTo(Subnets.address("last", last)) > 0) {
            throw Fault.INVALID_VALUE.because(
                    "A range goes upwards; its first address " + first + " is above its last, " + last + ".");
        }
    }

    public boolean contains(String address) {
        var wanted = Subnets.address("address", address);
        return Subnets.address("first", first).compareTo(wanted) <= 0
                && Subnets.address("last", last).compareTo(wanted) >= 0;
    }
}
