package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.catalog.Nouns.AGENTS;
import static cloud.kowabunga.kahuna.db.Tables.AGENT;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.live.Change;
import cloud.kowabunga.kahuna.live.ChangeFeed;
import cloud.kowabunga.kahuna.live.ChangeListener;
import cloud.kowabunga.kahuna.wire.ApiToken;
import cloud.kowabunga.topology.AgentId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The keys with which agents open their tunnels. An agent has one; a new one makes the old one void at once, in every Kahuna. */
@Component
public final class AgentKeys {
    /** What Kahunas tell each other of, in place of a noun: the key of the agent with this id is another one or none. */
    public static final String NEWS = "agent-key";

    private final Database database;
    private final KeyHashes hashes;
    private final ChangeFeed feed;

    AgentKeys(Database database, KeyHashes hashes, ChangeFeed feed) {
        this.database = database;
        this.hashes = hashes;
        this.feed = feed;
    }

    /** That an agent opened something with its key. Holds no secret. */
    public record Opened(AgentId agent, String keyPrefix) {}

    /** @param key the only time that the key itself is told */
    public record Rotated(ApiToken token, ApiKey key) {}

    /** Empty for a key that is not this agent's, was rotated, revoked or has run out. May raise DATABASE_AWAY. */
    public Optional<Opened> open(AgentId agent, String presented) {
        return ApiKey.parse(presented)
                .flatMap(key -> database.read(sql -> {
                    var row = sql.fetchOne(AGENT, AGENT.ID.eq(agent).and(AGENT.KEY_PREFIX.eq(key.prefix())));
                    var holds = row != null
                            && hashes.matches(key, row.getKeyHash())
                            && isAlive(row.getRevokedAt(), row.getKeyExpiresAt());
                    return holds ? Optional.of(new Opened(agent, key.prefix())) : Optional.<Opened>empty();
                }));
    }

    /** Whether the key that opened this is still the agent's. May raise DATABASE_AWAY. */
    public boolean stillHolds(Opened opened) {
        return database.read(sql -> {
            var row = sql.fetchOne(AGENT, AGENT.ID.eq(opened.agent()).and(AGENT.KEY_PREFIX.eq(opened.keyPrefix())));
            return row != null && isAlive(row.getRevokedAt(), row.getKeyExpiresAt());
        });
    }

    /**
     * Tells of each agent whose key may have changed: whoever holds something open for it asks {@link #stillHolds}. Called on a
     * thread of its own, for changes made by any Kahuna; {@code doubt} is called when some may have gone unheard.
     */
    public void onChange(Consumer<AgentId> changed, Runnable doubt) {
        var _ = feed.subscribe(new ChangeListener() {
            @Override
            public void changed(Change change) {
                if (change.noun().equals(NEWS)) {
                    Thread.startVirtualThread(() -> changed.accept(new AgentId(change.id())));
                }
            }

            @Override
            public void missedSome() {
                Thread.startVirtualThread(doubt);
            }
        });
    }

    /** Says, when this transaction commits, that the key of the agent is another one or none. */
    public static void announce(DSLContext sql, AgentId agent) {
        ChangeNotice.send(sql, NEWS, agent.value(), null, null);
    }

    /** Says, when this transaction commits, to those who administer keys that the one with this prefix came or went. */
    public static void announceKey(DSLContext sql, @Nullable String prefix) {
        if (prefix != null) {
            ChangeNotice.send(sql, Noun.TOKEN.path(), prefix, null, null);
        }
    }

    /** Gives the agent a new key. */
    public Rotated rotate(AgentId agent, Expiry expiry) {
        var key = ApiKey.fresh();
        return database.write(sql -> {
            var row = AGENTS.freeze(sql, agent);
            announceKey(sql, row.getKeyPrefix());
            announceKey(sql, key.prefix());
            row.setKeyPrefix(key.prefix());
            row.setKeyHash(hashes.hash(key));
            row.setKeyExpiresAt(expiry.moment());
            row.setRevokedAt(null);
            row.setKeyName(null);
            row.setKeyDescription(null);
            row.update();
            announce(sql, agent);
            return new Rotated(expiry.token(key.prefix(), row.getName(), null), key);
        });
    }

    static boolean isAlive(@Nullable Instant revokedAt, @Nullable Instant expiresAt) {
        return revokedAt == null && (expiresAt == null || Instant.now().isBefore(expiresAt));
    }
}
