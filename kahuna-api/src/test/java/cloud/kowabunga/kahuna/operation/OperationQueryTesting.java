package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.operation.Step;
import java.util.List;
import org.jooq.JSONB;

/** Lets tests of other packages read stored steps. */
public final class OperationQueryTesting {
    private OperationQueryTesting() {}

    public static List<Step> steps(JSONB stored) {
        return StoredSteps.read(stored);
    }
}
