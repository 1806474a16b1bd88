package cloud.kowabunga.kahuna.console;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Proof;
import cloud.kowabunga.topology.AgentId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the page of a console is told, and in which order. */
final class LineTest {
    private static final Consoles.Opened OPENED = new Consoles.Opened(
            new Tickets.Holder(new InstanceId("i-1"), "u-1", "Ada", new Proof.Key("kow_12345678")),
            "web-1",
            Ticket.fresh());
    private static final AgentKeys.Opened KEY = new AgentKeys.Opened(new AgentId("a-1"), "kow_87654321");

    private final ToldSession browser = new ToldSession();
    private final ToldSession agent = new ToldSession();
    private final Line line =
            new Line(new ConsoleId("c-1"), new Side(browser), Duration.ofMinutes(15), (_, why) -> why);

    @Test
    void a_page_waits_and_is_connected_when_the_agent_comes() {
        line.begin(OPENED);
        assertThat(browser.states()).containsExactly("waiting");

        line.join(new Side(agent), KEY);
        assertThat(browser.states()).containsExactly("waiting", "open");
    }

    @Test
    void an_agent_that_is_faster_than_who_opened_the_console_does_not_leave_the_page_waiting() {
        line.join(new Side(agent), KEY);
        line.begin(OPENED);

        assertThat(browser.states()).containsExactly("waiting", "open");
    }

    @Test
    void an_agent_that_comes_to_a_console_that_has_ended_is_sent_away() throws InterruptedException {
        line.begin(OPENED);
        line.end("The page was closed.");
        line.awaitEnd(Duration.ofMinutes(1));

        line.join(new Side(agent), KEY);

        assertThat(agent.closed()).isNotNull();
        assertThat(browser.states()).containsExactly("waiting", "ended");
    }
}
