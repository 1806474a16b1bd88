package cloud.kowabunga.kahuna.audit;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes the audit. */
@Component
public final class Trail {
    private static final Logger LOG = LoggerFactory.getLogger("cloud.kowabunga.audit");

    /** Of its own news; no resource has it. */
    public static final String NOUN = "audit";

    private final Database database;

    public Trail(Database database) {
        this.database = database;
    }

    /** Within the transaction that does what the entry tells. Those who may read the row hear of it. */
    public static void write(DSLContext transaction, Entry entry) {
        var who = entry.who();
        var subject = entry.subject();
        var operation = entry.operation();
        var project = orNull(subject.project(), ProjectId::new);
        var operationId = operation == null ? null : new OperationId(operation.id());
        var row = transaction
                .insertInto(AUDIT)
                .set(AUDIT.WHO_ID, who.id())
                .set(AUDIT.WHO_NAME, text(who.name()))
                .set(AUDIT.KEY_PREFIX, who.keyPrefix())
                .set(AUDIT.ADDRESS, who.address())
                .set(AUDIT.VERB, entry.verb())
                .set(AUDIT.NOUN, entry.noun())
                .set(AUDIT.REQUEST, entry.request())
                .set(AUDIT.RESOURCE, text(subject.resource()))
                .set(AUDIT.RESOURCE_NAME, text(subject.name()))
                .set(AUDIT.PROJECT_ID, project)
                .set(AUDIT.REGION_ID, orNull(subject.region(), RegionId::new))
                .set(AUDIT.INPUT, orNull(entry.input(), JSONB::valueOf))
                .set(AUDIT.DECISION, entry.result() == Entry.Result.REFUSED ? "REFUSED" : "ALLOWED")
                .set(AUDIT.RESULT, entry.result().name())
                .set(AUDIT.FAULT, entry.fault())
                .set(AUDIT.REASON, text(entry.reason()))
                .set(AUDIT.OPERATION_ID, operationId)
                .set(AUDIT.WORKFLOW_ID, operation == null ? null : operation.workflowId())
                .set(AUDIT.RUN_ID, operation == null ? null : operation.runId())
                .returning(AUDIT.ID)
                .fetchSingle(AUDIT.ID);
        ChangeNotice.send(transaction, NOUN, String.valueOf(row), operationId, project);
    }

    /** That somebody did something which no request of the API shows, such as opening a console. */
    public static void write(DSLContext transaction, Entry.Who who, String verb, Noun noun, Id id) {
        var subject = Subjects.find(transaction, noun.path(), id.value())
                .orElseGet(() -> new Entry.Subject(id.value(), null, null, null));
        write(transaction, new Entry(who, verb, noun.path(), null, subject, null, Entry.Result.DONE, null, null, null));
    }

    /** Whether something is written of that run of an operation. */
    public static boolean knows(DSLContext transaction, OperationId operation, String run) {
        return transaction.fetchExists(AUDIT, AUDIT.OPERATION_ID.eq(operation), AUDIT.RUN_ID.eq(run));
    }

    /** What wrote nothing else, such as a refusal, in a transaction of its own. Where the database is away, the log has it. */
    public void note(Entry entry) {
        note(entry, _ -> entry.subject());
    }

    /** @param subject finds out what the database knows of the subject */
    void note(Entry entry, Function<DSLContext, Entry.Subject> subject) {
        try {
            database.change(transaction -> write(transaction, entry.on(subject.apply(transaction))));
        } catch (KowabungaException away) {
            LOG.atError()
                    .addKeyValue("who", entry.who().name())
                    .addKeyValue("verb", entry.verb())
                    .addKeyValue("resource", entry.subject().resource())
                    .addKeyValue("result", entry.result())
                    .log("This could not be written into the audit: {}", away.sentence());
        }
    }

    /** PostgreSQL keeps no NUL, and somebody may have sent one. */
    private static @Nullable String text(@Nullable String given) {
        return given == null ? null : given.replace('\0', '\uFFFD');
    }

    private static <T> @Nullable T orNull(@Nullable String text, Function<String, T> type) {
        return text == null ? null : type.apply(text);
    }
}
