package cloud.kowabunga.agent;

import cloud.kowabunga.topology.AgentReport;

/** Looks at the Kaktus and says what is there. */
public interface Inventory {
    /**
     * The state of the Kaktus now. Called every few seconds on one thread; answers within about a second, throws nothing,
     * and says in {@link AgentReport#problems()} what could not be seen.
     */
    AgentReport report();
}
