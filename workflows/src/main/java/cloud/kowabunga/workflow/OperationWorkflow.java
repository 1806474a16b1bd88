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

    /** In ATTENTION: try once more what was refused. At any other time it changes nothing. */
    @SignalMethod
    void retry();

    /**
     * In ATTENTION: leave what was refused as it is, and go on. Of what can be left, undoing leaves the first; going forward, only a step
     * that says that this is safe.
     */
    @SignalMethod
    void skip();

    /**
     * In ATTENTION: go no further. A refused step is given up, and what was done before is undone. Where undoing was refused, everything
     * that could not be undone is left as it is; what exists stays written down and can be deleted later.
     */
    @SignalMethod
    void cancelRollback();

    /** The steps so far. */
    @QueryMethod
    Progress progress();
}
