package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AgentRecord;
import cloud.kowabunga.kahuna.db.tables.records.ApiTokenRecord;
import cloud.kowabunga.kahuna.wire.ApiToken;
import cloud.kowabunga.kahuna.wire.Given;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SelectConditionStep;
import org.springframework.stereotype.Component;

/** Keys as people administer them: those of users by their id, those of agents, which stand in the agent's row, by their public prefix. */
@Component
final class Tokens {
    private final Database database;

    Tokens(Database database) {
        this.database = database;
    }

    List<String> ids() {
        return database.read(sql -> sql.select(API_TOKEN.ID)
                .from(API_TOKEN)
                .where(API_TOKEN.REVOKED_AT.isNull())
                .unionAll(sql.select(AGENT.KEY_PREFIX)
                        .from(AGENT)
                        .where(AGENT.KEY_PREFIX.isNotNull(), AGENT.REVOKED_AT.isNull()))
                .orderBy(1)
                .fetch(API_TOKEN.ID));
    }

    ApiToken read(String id) {
        return database.read(sql -> ofUser(sql, id).map(Tokens::wire).orElseGet(() -> wire(ofAgent(sql, id))));
    }

    /** When a user's key was last used, to the minute; empty for one that never was, and for agents, whose row says when they were seen. */
    Optional<Instant> lastUse(String id) {
        return database.read(sql -> ofUser(sql, id).map(ApiTokenRecord::getLastUsedAt));
    }

    ApiToken update(String id, ApiToken given) {
        Given.unchanged("id", given.id(), id);
        return database.write(sql -> {
            var users = userKey(sql, id).forNoKeyUpdate().fetchOptional();
            if (users.isPresent()) {
                var row = users.get();
                Precondition.check(() -> wire(row));
                row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
                row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
                row.setExpiresAt(Expiry.at(row.getExpiresAt()).changed(given).moment());
                row.update();
                return wire(row);
            }
            var row = require(agentKey(sql, id).forNoKeyUpdate().fetchOptional(), id);
            Precondition.check(() -> wire(row));
            row.setKeyName(given.name() == null ? row.getKeyName() : Given.name(given.name()));
            row.setKeyDescription(Given.orAbsent(given.description(), row.getKeyDescription()));
            row.setKeyExpiresAt(Expiry.at(row.getKeyExpiresAt()).changed(given).moment());
            row.update();
            AgentKeys.announce(sql, row.getId());
            return wire(row);
        });
    }

    void delete(String id) {
        database.change(sql -> {
            var users = userKey(sql, id).forNoKeyUpdate().fetchOptional();
            if (users.isPresent()) {
                Precondition.check(() -> wire(users.get()));
                users.get().delete();
                return;
            }
            var row = require(agentKey(sql, id).forNoKeyUpdate().fetchOptional(), id);
            Precondition.check(() -> wire(row));
            row.setKeyPrefix(null);
            row.setKeyHash(null);
            row.setKeyExpiresAt(null);
            row.setKeyName(null);
            row.setKeyDescription(null);
            row.update();
            AgentKeys.announce(sql, row.getId());
        });
    }

    private static Optional<ApiTokenRecord> ofUser(DSLContext sql, String id) {
        return userKey(sql, id).fetchOptional();
    }

    private static SelectConditionStep<ApiTokenRecord> userKey(DSLContext sql, String id) {
        return sql.selectFrom(API_TOKEN).where(API_TOKEN.ID.eq(id), API_TOKEN.REVOKED_AT.isNull());
    }

    private static AgentRecord ofAgent(DSLContext sql, String prefix) {
        return require(agentKey(sql, prefix).fetchOptional(), prefix);
    }

    private static SelectConditionStep<AgentRecord> agentKey(DSLContext sql, String prefix) {
        return sql.selectFrom(AGENT).where(AGENT.KEY_PREFIX.eq(prefix), AGENT.REVOKED_AT.isNull());
    }

    private static AgentRecord require(Optional<AgentRecord> row, String id) {
        return row.orElseThrow(() -> Absent.fault(Noun.TOKEN, id));
    }

    private static ApiToken wire(ApiTokenRecord row) {
        return Expiry.at(row.getExpiresAt()).token(row.getId(), row.getName(), row.getDescription());
    }

    private static ApiToken wire(AgentRecord row) {
        var name = row.getKeyName() == null ? row.getName() : row.getKeyName();
        return Expiry.at(row.getKeyExpiresAt())
                .token(String.valueOf(row.getKeyPrefix()), name, row.getKeyDescription());
    }
}
