package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.ConsoleCall;
import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.live.Change;
import cloud.kowabunga.kahuna.live.ChangeFeed;
import cloud.kowabunga.kahuna.live.ChangeListener;
import cloud.kowabunga.kahuna.tunnel.ConsoleCalls;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The consoles whose browsers are connected to this Kahuna. Calls the agents that have their tunnel here to whichever console waits for them. */
@Component
final class Switchboard implements ChangeListener {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final Logger AUDIT = LoggerFactory.getLogger("cloud.kowabunga.audit");
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final String kahuna = UUID.randomUUID().toString();
    private final Map<ConsoleId, Line> lines = new ConcurrentHashMap<>();
    private final Consoles consoles;
    private final ConsoleCalls calls;

    Switchboard(Consoles consoles, ConsoleCalls calls, ChangeFeed feed) {
        this.consoles = consoles;
        this.calls = calls;
        calls.onArrival(agent -> later(() -> consoles.waitingFor(agent).forEach(one -> call(one))));
        var _ = feed.subscribe(this);
    }

    /** Names this process among several Kahunas. */
    String kahuna() {
        return kahuna;
    }

    /** Before it is opened, as its agent may come faster than the answer of the database. */
    void expect(Line line) {
        lines.put(line.id(), line);
    }

    void forget(Line line) {
        lines.remove(line.id());
    }

    Optional<Line> line(ConsoleId id) {
        return Optional.ofNullable(lines.get(id));
    }

    Collection<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** What a line tells at its end; answers with the reason that stands. */
    String ended(Line line, String why) {
        forget(line);
        var reason = why;
        try {
            reason = consoles.end(line.id(), why);
        } catch (KowabungaException later) {
            LOG.info("The end of console {} is written down later: {}", line.id(), later.sentence());
        }
        var opened = line.opened();
        if (opened != null) {
            AUDIT.atInfo()
                    .addKeyValue("console", line.id())
                    .addKeyValue("instance", opened.holder().instance())
                    .addKeyValue("user", opened.holder().callerId())
                    .log(
                            "{} has the console of instance {} open no longer: {}",
                            opened.holder().callerName(),
                            opened.instanceName(),
                            reason);
        }
        return reason;
    }

    @Override
    public void changed(Change change) {
        if (change.noun().equals(Noun.CONSOLE.path())) {
            later(() -> look(new ConsoleId(change.id())));
        }
    }

    @Override
    public void missedSome() {
        lines.keySet().forEach(id -> later(() -> look(id)));
    }

    /** Does what its row says: ends it, or calls its agent. */
    void look(ConsoleId id) {
        var here = lines.get(id);
        if (here != null) {
            consoles.ended(id).ifPresent(here::end);
        }
        consoles.waiting(id).ifPresent(this::call);
    }

    /** A page then says why, and can open its console again from another Kahuna. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        var open = lines();
        open.forEach(line -> line.end("Kahuna stops."));
        try {
            for (var line : open) {
                line.awaitEnd(FAREWELL);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(Consoles.Waiting waiting) {
        calls.call(waiting.agents(), new ConsoleCall(waiting.console(), waiting.instance()));
    }

    private static void later(Runnable work) {
        var _ = Thread.ofVirtual().name("console-change").start(() -> {
            try {
                work.run();
            } catch (KowabungaException away) {
                LOG.info("A console has to wait: {}", away.sentence());
            }
        });
    }
}
