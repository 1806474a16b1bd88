package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be seen of the tunnels: a line for each refusal, and the metrics. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("cloud.kowabunga.audit");

    private final AtomicInteger open;
    private final AtomicInteger calls;
    private final Counter received;
    private final Counter sent;
    private final MeterRegistry metrics;

    Audit(MeterRegistry metrics) {
        this.metrics = metrics;
        this.open = metrics.gauge("kowabunga.tunnels.open", new AtomicInteger());
        this.calls = metrics.gauge("kowabunga.tunnel.calls.open", new AtomicInteger());
        this.received = metrics.counter("kowabunga.tunnel.bytes", "direction", "received");
        this.sent = metrics.counter("kowabunga.tunnel.bytes", "direction", "sent");
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    /** A call was handed on to Temporal. */
    void began() {
        calls.incrementAndGet();
    }

    void ended() {
        calls.decrementAndGet();
    }

    void received(int bytes) {
        received.increment(bytes);
    }

    void sent(int bytes) {
        sent.increment(bytes);
    }

    /** A call that an agent made and may not make. */
    void refused(AgentId agent, String method, String sentence) {
        metrics.counter("kowabunga.tunnel.calls.refused", Tags.of("method", known(method)))
                .increment();
        LOG.atWarn()
                .addKeyValue("agent", agent)
                .addKeyValue("method", method)
                .log("Refused a call of an agent: {}", sentence);
    }

    /** Somebody who could not prove to be an agent. */
    void turnedAway(String claimed, String from) {
        metrics.counter("kowabunga.tunnel.handshakes.refused").increment();
        LOG.atWarn()
                .addKeyValue("claimed", claimed)
                .addKeyValue("from", from)
                .log("Turned away a tunnel whose agent or key is not known.");
    }

    /** The method's name comes from outside; only names of services that exist may become a metric's tag. */
    private static String known(String method) {
        return method.startsWith("temporal.api.workflowservice.v1.WorkflowService/")
                        && method.length() < 120
                        && method.chars().allMatch(c -> c == '.' || c == '/' || Character.isLetterOrDigit(c))
                ? method.substring(method.indexOf('/') + 1)
                : "other";
    }
}
