package cloud.kowabunga.kahuna;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;

/** Makes ids: UUIDs of version 7 (RFC 9562), so that rows made one after another lie side by side in an index. */
public final class FreshId {
    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private FreshId() {}

    /** A new id, never given before, of 36 characters. */
    public static String next() {
        return GENERATOR.generate().toString();
    }
}
