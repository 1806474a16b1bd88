package cloud.kowabunga.kahuna.console;

import static cloud.kowabunga.kahuna.catalog.Nouns.INSTANCES;
import static cloud.kowabunga.kahuna.db.Tables.CONSOLE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.select;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.audit.Entry;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.KaktusId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who has which console open, in all Kahunas, and who had. A notice goes out with each change. */
@Component
final class Consoles {
    private static final Condition OPEN = CONSOLE.ENDED_AT.isNull();
    private static final Field<Instant> NOW = DSL.field("clock_timestamp()", CONSOLE.OPENED_AT.getDataType());

    private final Database database;

    Consoles(Database database) {
        this.database = database;
    }

    /** Where a browser waits: its address, its Kahuna, and how the other Kahunas reach that one. */
    record Desk(String from, String kahuna, @Nullable String peerUrl) {}

    /** @param again opens it once more, from the same page */
    record Opened(Tickets.Holder holder, String instanceName, Ticket again) {}

    /** A console that no agent has come to yet, and the agents that may. */
    record Waiting(ConsoleId console, InstanceId instance, List<AgentId> agents) {}

    /**
     * Uses the ticket up. Whoever has the console of the instance open loses it. Raises UNAUTHENTICATED for a ticket that opens
     * nothing, NOT_FOUND for an instance that is gone; the ticket stays then.
     */
    Opened open(ConsoleId id, Ticket ticket, Desk desk) {
        return database.write(sql -> {
            var holder = Tickets.use(sql, ticket).orElseThrow(Consoles::used);
            // Two that come at once stand in line here, so that the later one ends the earlier one's.
            var instance = INSTANCES.hold(sql, holder.instance());
            endAll(
                    sql,
                    CONSOLE.INSTANCE_ID.eq(holder.instance()).and(OPEN),
                    holder.callerName() + " opened this console elsewhere.");
            sql.insertInto(CONSOLE)
                    .set(CONSOLE.ID, id)
                    .set(CONSOLE.INSTANCE_ID, holder.instance())
                    .set(CONSOLE.INSTANCE_NAME, instance.getName())
                    .set(CONSOLE.PROJECT_ID, instance.getProjectId())
                    .set(CONSOLE.KAKTUS_ID, instance.getKaktusId())
                    .set(CONSOLE.CALLER_ID, holder.callerId())
                    .set(CONSOLE.CALLER_NAME, holder.callerName())
                    .set(CONSOLE.FROM_ADDRESS, desk.from())
                    .set(CONSOLE.KAHUNA, desk.kahuna())
                    .set(CONSOLE.PEER_URL, desk.peerUrl())
                    .execute();
            var who = new Entry.Who(holder.callerId(), holder.callerName(), null, desk.from());
            Trail.write(sql, who, "OpenConsole", Noun.INSTANCE, holder.instance());
            var again = Tickets.again(sql, holder, id);
            ChangeNotice.send(sql, Noun.CONSOLE, id);
            return new Opened(holder, instance.getName(), again);
        });
    }

    static RuntimeException used() {
        return Fault.UNAUTHENTICATED.because(
                "This address was used already or is too old. Open the console again where you found it.");
    }

    /** Raises NOT_FOUND. */
    InstanceState state(InstanceId instance) {
        return database.read(sql -> INSTANCES.read(sql, instance).getState());
    }

    /** Empty for one that an agent came to, or that has ended. */
    Optional<Waiting> waiting(ConsoleId id) {
        return database.read(sql -> waiting(sql, CONSOLE.ID.eq(id)).stream().findFirst());
    }

    List<Waiting> waitingFor(AgentId agent) {
        return database.read(sql -> waiting(sql, CONSOLE.KAKTUS_ID.in(kaktusOf(agent))));
    }

    /** Where the browser of an open console waits; empty for one that is not open. */
    Optional<Desk> desk(ConsoleId id) {
        return database.read(sql -> sql.selectFrom(CONSOLE)
                .where(CONSOLE.ID.eq(id), OPEN)
                .fetchOptional(row -> new Desk(row.getFromAddress(), row.getKahuna(), row.getPeerUrl())));
    }

    /** Whether the agent may serve it, and is the first who comes to do so. */
    boolean join(ConsoleId id, AgentId agent) {
        return database.write(sql -> sql.update(CONSOLE)
                        .set(CONSOLE.AGENT_ID, agent)
                        .set(CONSOLE.JOINED_AT, NOW)
                        .where(
                                CONSOLE.ID.eq(id),
                                OPEN,
                                CONSOLE.JOINED_AT.isNull(),
                                CONSOLE.KAKTUS_ID.in(kaktusOf(agent)))
                        .execute()
                > 0);
    }

    /** Ends it, and answers with why it ended: somebody else's reason, where that came first. */
    String end(ConsoleId id, String reason) {
        return database.write(sql -> {
            endAll(sql, CONSOLE.ID.eq(id).and(OPEN), reason);
            return sql.select(CONSOLE.REASON)
                    .from(CONSOLE)
                    .where(CONSOLE.ID.eq(id))
                    .fetchOptional(CONSOLE.REASON)
                    .orElse(reason);
        });
    }

    /** Why it ended; empty for one that is open. */
    Optional<String> ended(ConsoleId id) {
        return database.read(sql -> sql.select(CONSOLE.REASON)
                .from(CONSOLE)
                .where(CONSOLE.ID.eq(id), OPEN.not())
                .fetchOptional(CONSOLE.REASON));
    }

    /**
     * These are open here; and those of which nobody has said so for long are not, as their Kahuna is gone. Who had one open is
     * remembered for thirty days.
     */
    void alive(Collection<ConsoleId> here) {
        database.change(sql -> {
            sql.update(CONSOLE)
                    .set(CONSOLE.HEARD_AT, NOW)
                    .where(CONSOLE.ID.in(here))
                    .execute();
            Tickets.prolong(sql, here);
            endAll(
                    sql,
                    OPEN.and(condition("{0} < clock_timestamp() - interval '3 minutes'", CONSOLE.HEARD_AT)),
                    "The Kahuna that carried it stopped.");
            sql.deleteFrom(CONSOLE)
                    .where(OPEN.not())
                    .and(condition("{0} < clock_timestamp() - interval '30 days'", CONSOLE.OPENED_AT))
                    .execute();
            Tickets.sweep(sql);
        });
    }

    private static void endAll(DSLContext sql, Condition which, String reason) {
        sql.update(CONSOLE)
                .set(CONSOLE.ENDED_AT, NOW)
                .set(CONSOLE.REASON, reason)
                .where(which)
                .returning(CONSOLE.ID)
                .fetch(CONSOLE.ID)
                .forEach(id -> ChangeNotice.send(sql, Noun.CONSOLE, id));
    }

    private static List<Waiting> waiting(DSLContext sql, Condition which) {
        return sql
                .select(CONSOLE.ID, CONSOLE.INSTANCE_ID, KAKTUS_AGENT.AGENT_ID)
                .from(CONSOLE)
                .join(KAKTUS_AGENT)
                .on(KAKTUS_AGENT.KAKTUS_ID.eq(CONSOLE.KAKTUS_ID))
                .where(which, OPEN, CONSOLE.JOINED_AT.isNull())
                .fetchGroups(CONSOLE.ID)
                .entrySet()
                .stream()
                .map(found -> new Waiting(
                        found.getKey(),
                        found.getValue().getFirst().value2(),
                        found.getValue().getValues(KAKTUS_AGENT.AGENT_ID)))
                .toList();
    }

    private static Select<Record1<KaktusId>> kaktusOf(AgentId agent) {
        return select(KAKTUS_AGENT.KAKTUS_ID).from(KAKTUS_AGENT).where(KAKTUS_AGENT.AGENT_ID.eq(agent));
    }
}
