package cloud.kowabunga.kahuna.rest;

import static cloud.kowabunga.kahuna.db.Tables.IDEMPOTENCY_KEY;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.IdempotencyKeyRecord;
import cloud.kowabunga.kahuna.seal.Seals;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Remembers for a day what came of requests that carried an idempotency key, for every Kahuna. */
@Component
final class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final Seals seals;

    IdempotencyKeys(Database database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    /**
     * What is known of a key.
     *
     * @param fresh whether this request is the first with the key
     * @param age since the first one
     * @param answer what the first one was told; absent while it is under way, or where its Kahuna died
     */
    record Known(
            boolean fresh,
            String bodyHash,
            NewIds ids,
            Duration age,
            @Nullable Answer answer) {}

    /** What went out. */
    record Answer(int status, Map<String, String> headers, String body) {
        Answer with(String other) {
            return new Answer(status, headers, other);
        }
    }

    /** What the column holds: the ids from the beginning, the answer at the end, its body sealed: it may hold a secret. */
    private record Stored(String resource, @Nullable Answer answer) {}

    /** Takes the key, or tells what is known of it. */
    Known claim(String caller, String key, String bodyHash) {
        var ids = NewIds.fresh();
        return database.write(sql -> {
            var taken = sql.insertInto(IDEMPOTENCY_KEY)
                    .set(IDEMPOTENCY_KEY.CALLER, caller)
                    .set(IDEMPOTENCY_KEY.KEY, key)
                    .set(IDEMPOTENCY_KEY.BODY_HASH, bodyHash)
                    .set(IDEMPOTENCY_KEY.OPERATION_ID, ids.operation())
                    .set(IDEMPOTENCY_KEY.RESPONSE, json(new Stored(ids.resource(), null)))
                    .set(IDEMPOTENCY_KEY.EXPIRES_AT, Instant.now().plus(KEPT))
                    .onConflictDoNothing()
                    .execute();
            if (taken == 1) {
                return new Known(true, bodyHash, ids, Duration.ZERO, null);
            }
            var row = sql.fetchOne(IDEMPOTENCY_KEY, IDEMPOTENCY_KEY.CALLER.eq(caller), IDEMPOTENCY_KEY.KEY.eq(key));
            // Between the two statements it was given up: then this request is the first after all, without a memory.
            return row == null ? new Known(true, bodyHash, ids, Duration.ZERO, null) : known(row);
        });
    }

    private Known known(IdempotencyKeyRecord row) {
        var stored = Json.mapper().readValue(row.getResponse().data(), Stored.class);
        var operation = Objects.requireNonNullElseGet(row.getOperationId(), () -> new OperationId(FreshId.next()));
        return new Known(
                false,
                row.getBodyHash(),
                new NewIds(stored.resource(), operation, true),
                Duration.between(row.getCreatedAt(), Instant.now()),
                stored.answer() == null
                        ? null
                        : stored.answer()
                                .with(seals.open(
                                        place(row.getCaller(), row.getKey()),
                                        stored.answer().body())));
    }

    void remember(String caller, String key, NewIds ids, Answer answer) {
        database.change(sql -> sql.update(IDEMPOTENCY_KEY)
                .set(IDEMPOTENCY_KEY.STATUS, answer.status())
                .set(
                        IDEMPOTENCY_KEY.RESPONSE,
                        json(new Stored(ids.resource(), answer.with(seals.seal(place(caller, key), answer.body())))))
                .where(IDEMPOTENCY_KEY.CALLER.eq(caller), IDEMPOTENCY_KEY.KEY.eq(key))
                .execute());
    }

    /** Nothing was done: the same key may be used for another try. */
    void giveUp(String caller, String key) {
        database.change(sql -> sql.deleteFrom(IDEMPOTENCY_KEY)
                .where(IDEMPOTENCY_KEY.CALLER.eq(caller), IDEMPOTENCY_KEY.KEY.eq(key))
                .execute());
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetOldOnes() {
        database.change(sql -> sql.deleteFrom(IDEMPOTENCY_KEY)
                .where(IDEMPOTENCY_KEY.EXPIRES_AT.lt(DSL.currentInstant()))
                .execute());
    }

    private static String place(String caller, String key) {
        return "idempotency_key/" + caller + "/" + key;
    }

    private static JSONB json(Stored stored) {
        return JSONB.valueOf(Json.mapper().writeValueAsString(stored));
    }
}
