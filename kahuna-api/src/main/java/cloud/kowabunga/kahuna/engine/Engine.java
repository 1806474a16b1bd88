package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.fault.Fault;
import io.temporal.client.WorkflowClient;

/** The engine, as those see it who want to work with it. */
public interface Engine {
    /**
     * A client that can be used now. Where there is no connection, one is tried for at most two seconds. Raises ENGINE_AWAY where
     * the engine cannot be reached or is not set up yet; a slow engine is not away.
     */
    WorkflowClient client();

    /** Whether there is a connection now; nothing is waited for. */
    default boolean connected() {
        return true;
    }

    /** Who has one at hand, such as a test, needs no more. */
    static Engine of(WorkflowClient client) {
        return () -> client;
    }

    /** What to say when it is away. */
    static RuntimeException away(Throwable cause) {
        return Fault.ENGINE_AWAY.because("The workflow engine cannot be reached now. Try again.", cause);
    }
}
