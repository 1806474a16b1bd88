package cloud.kowabunga.agent;

import cloud.kowabunga.agent.console.ConsoleDuty;
import cloud.kowabunga.agent.metadata.MetadataRelay;
import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.agent.tunnel.ReportCall;
import cloud.kowabunga.agent.tunnel.Tunnel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent at work: holds its tunnel open, reports every few seconds and serves the queues that Kahuna orders. */
public final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_REPORTS = Duration.ofSeconds(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(20);

    private final AgentConfig config;
    private final Kaktus kaktus;
    private final Tunnel tunnel;
    private final ReportCall reports;
    private final Workers workers;
    private final @Nullable MetadataRelay metadata;
    private final ConsoleDuty consoles;
    private final Thread reporting;
    private @Nullable String lastProblem;

    public Agent(AgentConfig config, Kaktus kaktus, Dialer dialer) {
        this.config = config;
        this.kaktus = kaktus;
        this.tunnel = new Tunnel(config.kahuna(), dialer);
        this.reports = new ReportCall(tunnel.channel());
        this.workers = new Workers(config.kahuna().agent(), kaktus, tunnel.temporal());
        this.metadata = config.metadata()
                .map(listen -> new MetadataRelay(listen, dialer))
                .orElse(null);
        this.consoles = new ConsoleDuty(kaktus.consoles(), dialer, tunnel.channel());
        this.reporting =
                Thread.ofVirtual().name("report-" + config.kahuna().agent()).unstarted(this::report);
    }

    public void start() {
        reporting.start();
        if (metadata != null) {
            metadata.start();
        }
        consoles.start();
    }

    /** Lets running activities end, for at most 20 s, then leaves. */
    public void stop() throws InterruptedException {
        reporting.interrupt();
        reporting.join(Duration.ofSeconds(5));
        workers.stop(LAST_WORK);
        if (metadata != null) {
            metadata.close();
        }
        consoles.close();
        tunnel.close();
        kaktus.whenClosed().run();
    }

    private void report() {
        try {
            while (true) {
                Thread.sleep(once());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reports and obeys once; answers with the pause until the next report. */
    private Duration once() throws InterruptedException {
        try {
            var orders = reports.send(kaktus.inventory().report());
            workers.serve(orders.queues());
            problem(null);
            return Duration.ofSeconds(Math.clamp(orders.reportEverySeconds(), 1, 60));
        } catch (StatusRuntimeException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // While the tunnel is down the dialer says why, and the next report waits for it by itself.
            if (failed.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                problem("A report did not get through: " + failed.getStatus().getDescription());
            }
        } catch (RuntimeException failed) {
            LOG.error("A report failed.", failed);
        }
        return FIRST_REPORTS;
    }

    /** Says a problem once, not with each report. */
    private void problem(@Nullable String sentence) {
        if (sentence != null && !sentence.equals(lastProblem)) {
            LOG.atWarn().addKeyValue("agent", config.kahuna().agent()).log(sentence);
        }
        lastProblem = sentence;
    }
}
