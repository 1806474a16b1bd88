package cloud.kowabunga.kahuna.operation;

import io.grpc.Status;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;

/** An engine whose answer to the start of an operation never arrives, whether or not it did what it was asked. */
final class LostAnswers extends WorkflowClientInterceptorBase {
    private final boolean does;

    LostAnswers(boolean does) {
        this.does = does;
    }

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(WorkflowClientCallsInterceptor next) {
        return new WorkflowClientCallsInterceptorBase(next) {
            @Override
            public <R> WorkflowUpdateWithStartOutput<R> updateWithStart(WorkflowUpdateWithStartInput<R> input) {
                if (does) {
                    super.updateWithStart(input);
                }
                throw Status.DEADLINE_EXCEEDED.asRuntimeException();
            }
        };
    }
}
