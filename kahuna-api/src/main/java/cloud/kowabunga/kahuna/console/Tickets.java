package cloud.kowabunga.kahuna.console;

import static cloud.kowabunga.kahuna.db.Tables.CONSOLE_TICKET;
import static org.jooq.impl.DSL.condition;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Proof;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.ConsoleTicketRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tickets that nobody has used yet. PostgreSQL's clock decides how old they are. */
@Component
final class Tickets {
    /** Long enough to follow a link, and to type one off a screen it is too long already. */
    private static final Duration FIRST = Duration.ofSeconds(60);

    /** For how long after its end a console can be opened again from its page. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private static final Condition VALID = condition("{0} > clock_timestamp()", CONSOLE_TICKET.EXPIRES_AT);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;

    Tickets(Database database) {
        this.database = database;
    }

    /** For whom a ticket opens what. */
    record Holder(InstanceId instance, String callerId, String callerName, Proof proof) {}

    Ticket issue(InstanceId instance, Caller caller, Proof proof) {
        var holder = new Holder(instance, caller.id(), caller.name(), proof);
        return database.write(sql -> insert(sql, holder, null, FIRST));
    }

    /** In the transaction that opens a console: the ticket with which its page may open it once more. */
    static Ticket again(DSLContext sql, Holder holder, ConsoleId console) {
        return insert(sql, holder, console, AGAIN);
    }

    /** Whose it is; empty for one that was used, has run out, or never was. */
    Optional<Holder> look(Ticket ticket) {
        return database.read(sql -> sql.selectFrom(CONSOLE_TICKET)
                .where(CONSOLE_TICKET.HASH.eq(ticket.hash()), VALID)
                .fetchOptional(Tickets::holder));
    }

    /** In the transaction that opens a console: of several who come with the same ticket, one deletes its row. */
    static Optional<Holder> use(DSLContext sql, Ticket ticket) {
        return sql.deleteFrom(CONSOLE_TICKET)
                .where(CONSOLE_TICKET.HASH.eq(ticket.hash()), VALID)
                .returning()
                .fetchOptional(Tickets::holder);
    }

    /** The pages of these consoles are open still, so their tickets hold for longer. */
    static void prolong(DSLContext sql, Collection<ConsoleId> consoles) {
        sql.update(CONSOLE_TICKET)
                .set(CONSOLE_TICKET.EXPIRES_AT, from(AGAIN))
                .where(CONSOLE_TICKET.CONSOLE_ID.in(consoles))
                .execute();
    }

    static void sweep(DSLContext sql) {
        sql.deleteFrom(CONSOLE_TICKET).where(VALID.not()).execute();
    }

    private static Ticket insert(DSLContext sql, Holder holder, @Nullable ConsoleId console, Duration lifetime) {
        var ticket = Ticket.fresh();
        sql.insertInto(CONSOLE_TICKET)
                .set(CONSOLE_TICKET.HASH, ticket.hash())
                .set(CONSOLE_TICKET.INSTANCE_ID, holder.instance())
                .set(CONSOLE_TICKET.CALLER_ID, holder.callerId())
                .set(CONSOLE_TICKET.CALLER_NAME, holder.callerName())
                .set(CONSOLE_TICKET.PROOF, JSONB.valueOf(JSON.writeValueAsString(holder.proof())))
                .set(CONSOLE_TICKET.CONSOLE_ID, console)
                .set(CONSOLE_TICKET.EXPIRES_AT, from(lifetime))
                .execute();
        return ticket;
    }

    private static Field<Instant> from(Duration lifetime) {
        return DSL.field(
                "clock_timestamp() + make_interval(secs => {0})",
                CONSOLE_TICKET.EXPIRES_AT.getDataType(), DSL.val(lifetime.toSeconds()));
    }

    private static Holder holder(ConsoleTicketRecord row) {
        return new Holder(
                row.getInstanceId(),
                row.getCallerId(),
                row.getCallerName(),
                JSON.readValue(row.getProof().data(), Proof.class));
    }
}
