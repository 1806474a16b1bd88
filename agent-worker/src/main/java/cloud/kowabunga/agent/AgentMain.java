package cloud.kowabunga.agent;

/** The agent program. */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) {}
}
