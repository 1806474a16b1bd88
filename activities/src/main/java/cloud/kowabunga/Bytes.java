package cloud.kowabunga;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A size in bytes, from 0 to 2^63 - 1. Memory and disk are always bytes, on the wire as in the database. */
public record Bytes(@JsonValue long value) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);
    private static final long GIB = 1L << 30;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Bytes {
        if (value < 0) {
            throw Fault.INVALID_VALUE.because("A size is a number of bytes from 0 upwards, not " + value + ".");
        }
    }

    /** A whole number of GiB (2^30 bytes). */
    public static Bytes ofGib(long gib) {
        return new Bytes(Math.multiplyExact(gib, GIB));
    }

    /** A whole number of MiB (2^20 bytes). */
    public static Bytes ofMib(long mib) {
        return new Bytes(Math.multiplyExact(mib, 1L << 20));
    }

    /** A sum of sizes, however large: more than 2^63 - 1 counts as that. */
    public static Bytes ofSum(BigDecimal bytes) {
        return new Bytes(bytes.min(MOST).longValueExact());
    }

    public Bytes plus(Bytes other) {
        return new Bytes(Math.addExact(value, other.value));
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(value, other.value);
    }

    /** For a person: the largest binary unit that keeps the number short, for example {@code 1.5 GiB}. */
    public String forPeople() {
        if (value < 1024) {
            return value + " B";
        }
        var units = "KMGTPE";
        var magnitude = (63 - Long.numberOfLeadingZeros(value)) / 10;
        var scaled = value / (double) (1L << (10 * magnitude));
        return "%s %siB"
                .formatted(
                        scaled == Math.rint(scaled) ? "%.0f".formatted(scaled) : "%.1f".formatted(scaled),
                        units.charAt(magnitude - 1));
    }
}
