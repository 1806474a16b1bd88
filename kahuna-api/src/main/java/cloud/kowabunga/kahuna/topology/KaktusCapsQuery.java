package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.wire.KaktusCaps;
import cloud.kowabunga.kahuna.wire.KaktusCpu;
import cloud.kowabunga.topology.KaktusId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a Kaktus has out of the newest report of its agents. */
@Component
final class KaktusCapsQuery {
    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;

    KaktusCapsQuery(Database database) {
        this.database = database;
    }

    /** Zeros and empty words before the first report. */
    KaktusCaps read(KaktusId id) {
        return database.read(sql -> {
            Absent.require(sql, KAKTUS, KAKTUS.ID, Noun.KAKTUS, id);
            var report = sql.select(AGENT_STATUS.REPORT)
                    .from(AGENT_STATUS)
                    .join(KAKTUS_AGENT)
                    .on(KAKTUS_AGENT.AGENT_ID.eq(AGENT_STATUS.AGENT_ID))
                    .where(KAKTUS_AGENT.KAKTUS_ID.eq(id))
                    .and(AGENT_STATUS.REPORT.isNotNull())
                    .orderBy(AGENT_STATUS.LAST_SEEN.desc())
                    .limit(1)
                    .fetchOne(AGENT_STATUS.REPORT);
            return caps(report == null ? JSON.createObjectNode() : JSON.readTree(report.data()));
        });
    }

    private static KaktusCaps caps(JsonNode report) {
        var processor = report.path("processor");
        return new KaktusCaps(
                new KaktusCpu(
                        processor.path("arch").asString(""),
                        processor.path("model").asString(""),
                        processor.path("vendor").asString(""),
                        processor.path("sockets").asLong(0),
                        processor.path("cores").asLong(0),
                        processor.path("threads").asLong(0)),
                report.path("memory").asLong(0));
    }
}
