package cloud.kowabunga.agent;

/** The parts of the Kaktus that this machine is. */
final class RealKaktus {
    private RealKaktus() {}

    @SuppressWarnings("DoNotCallSuggester")
    static Kaktus open(AgentConfig config) {
        throw new InvalidConfig("The agent with pools " + config.pools().keySet()
                + " can serve a simulated Kaktus only: set 'simulated: true'.");
    }
}
