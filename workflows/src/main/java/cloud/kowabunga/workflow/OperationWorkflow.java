package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;

/** What every operation answers to, beside its own verb. */
public interface OperationWorkflow {
    /** Returns when the ledger has admitted the operation; fails with the fault when it refused. Later calls return at once. */
    @UpdateMethod
    void admitted();

    /** In ATTENTION: try once more what could not be undone. At any other time it changes nothing. */
    @SignalMethod
    void retry();

    /** In ATTENTION: leave the first step that could not be undone as it is, and go on. */
    @SignalMethod
    void skip();

    /** In ATTENTION: leave everything that could not be undone as it is, and end. What exists stays written down and can be deleted later. */
    @SignalMethod
    void cancelRollback();

    /** The steps so far. */
    @QueryMethod
    Progress progress();
}
