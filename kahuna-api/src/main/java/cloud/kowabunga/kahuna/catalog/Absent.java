package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import org.jspecify.annotations.Nullable;

/** Rows that are not there. */
public final class Absent {
    private Absent() {}

    public static KowabungaException fault(Noun noun, Id id) {
        return fault(noun, id.value());
    }

    public static KowabungaException fault(Noun noun, String id) {
        return Fault.NOT_FOUND.because("There is no %s '%s'.".formatted(noun.title(), id));
    }

    /** The row that was found, or NOT_FOUND. */
    public static <R> R refuse(@Nullable R row, Noun noun, Id id) {
        if (row == null) {
            throw fault(noun, id);
        }
        return row;
    }
}
