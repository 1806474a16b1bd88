package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.fault.Fault;
import io.temporal.client.WorkflowClient;

/** The engine, as those see it who want to work with it. */
public interface Engine {
    /** A client that can be used now. Raises ENGINE_AWAY while the engine cannot be reached or is not set up yet. */
    WorkflowClient client();

    /** Who has one at hand, such as a test, needs no more. */
    static Engine of(WorkflowClient client) {
        return () -> client;
    }

    /** What to say when it is away. */
    static RuntimeException away(Throwable cause) {
        return Fault.ENGINE_AWAY.because("The workflow engine cannot be reached now. Try again.", cause);
    }
}
