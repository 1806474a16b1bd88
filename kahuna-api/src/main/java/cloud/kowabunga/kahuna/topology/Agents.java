package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.AGENTS;
import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KIWI;
import static cloud.kowabunga.kahuna.db.Tables.KIWI_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AgentRecord;
import cloud.kowabunga.kahuna.wire.Agent;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The rows of agents. Their keys are {@link AgentKeys}' matter. */
@Component
final class Agents {
    private final Database database;

    Agents(Database database) {
        this.database = database;
    }

    Agent create(NewIds ids, Agent given) {
        var id = new AgentId(ids.resource());
        var kind = kind(Given.required("type", given.type()));
        return database.write(sql -> {
            if (!AGENTS.isThere(sql, ids, id)) {
                sql.insertInto(AGENT)
                        .set(AGENT.ID, id)
                        .set(AGENT.NAME, Given.name(given.name()))
                        .set(AGENT.DESCRIPTION, given.description())
                        .set(AGENT.KIND, kind)
                        .execute();
            }
            ChangeNotice.send(sql, Noun.AGENT, id);
            return wire(AGENTS.read(sql, id));
        });
    }

    List<AgentId> ids() {
        return database.read(AGENTS::ids);
    }

    Agent read(AgentId id) {
        return database.read(sql -> wire(AGENTS.read(sql, id)));
    }

    Agent update(AgentId id, Agent given) {
        return database.write(sql -> {
            var row = AGENTS.hold(sql, id, Agents::wire);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("type", given.type(), row.getKind().wire());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.update();
            ChangeNotice.send(sql, Noun.AGENT, id);
            return wire(row);
        });
    }

    void delete(AgentId id) {
        database.change(sql -> {
            var row = AGENTS.hold(sql, id, Agents::wire);
            Uses.in(sql)
                    .by(
                            Noun.KAKTUS,
                            KAKTUS.join(KAKTUS_AGENT).on(KAKTUS_AGENT.KAKTUS_ID.eq(KAKTUS.ID)),
                            KAKTUS.NAME,
                            KAKTUS_AGENT.AGENT_ID.eq(id))
                    .by(
                            Noun.STORAGE_POOL,
                            STORAGE_POOL.join(POOL_AGENT).on(POOL_AGENT.POOL_ID.eq(STORAGE_POOL.ID)),
                            STORAGE_POOL.NAME,
                            POOL_AGENT.AGENT_ID.eq(id))
                    .by(
                            Noun.KIWI,
                            KIWI.join(KIWI_AGENT).on(KIWI_AGENT.KIWI_ID.eq(KIWI.ID)),
                            KIWI.NAME,
                            KIWI_AGENT.AGENT_ID.eq(id))
                    .refuse(Noun.AGENT, row.getName());
            row.delete();
            AgentKeys.announce(sql, id);
            AgentKeys.announceKey(sql, row.getKeyPrefix());
            ChangeNotice.send(sql, Noun.AGENT, id);
        });
    }

    private static AgentKind kind(String wire) {
        return Arrays.stream(AgentKind.values())
                .filter(kind -> kind.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("type: an agent is one of %s, not '%s'."
                        .formatted(
                                Arrays.stream(AgentKind.values())
                                        .map(AgentKind::wire)
                                        .collect(Collectors.joining(", ")),
                                wire)));
    }

    private static Agent wire(AgentRecord row) {
        return new Agent(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getKind().wire());
    }
}
