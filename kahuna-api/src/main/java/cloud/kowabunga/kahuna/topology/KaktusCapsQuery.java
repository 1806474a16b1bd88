package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.KAKTUSES;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.wire.KaktusCaps;
import cloud.kowabunga.kahuna.wire.KaktusCpu;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.Processor;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads what a Kaktus has out of the newest report of its agents. */
@Component
final class KaktusCapsQuery {
    private static final Processor UNKNOWN = new Processor("", "", "", 0, 0, 0);

    private final Database database;

    KaktusCapsQuery(Database database) {
        this.database = database;
    }

    /** Zeros and empty words before the first report. */
    KaktusCaps read(KaktusId id) {
        return database.read(sql -> {
            KAKTUSES.require(sql, id);
            var report =
                    LastReports.ofMachine(LastReports.ofKaktus(sql, List.of(id)).getOrDefault(id, List.of()));
            var processor = report.map(AgentReport::processor).orElse(UNKNOWN);
            return new KaktusCaps(
                    new KaktusCpu(
                            processor.arch(),
                            processor.model(),
                            processor.vendor(),
                            (long) processor.sockets(),
                            (long) processor.cores(),
                            (long) processor.threads()),
                    report.map(AgentReport::memory).orElse(Bytes.ZERO).value());
        });
    }
}
