package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.db.tables.records.KomputeRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.storage.NewVolumes;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The rows of a Kompute and of its parts. */
final class Komputes {
    private Komputes() {}

    static Optional<KomputeRecord> held(DSLContext sql, KomputeId id) {
        return sql.selectFrom(KOMPUTE).where(KOMPUTE.ID.eq(id)).forUpdate().fetchOptional();
    }

    static KomputeRecord required(DSLContext sql, KomputeId id) {
        return held(sql, id).orElseThrow(() -> absent(id));
    }

    static RuntimeException absent(KomputeId id) {
        return Fault.NOT_FOUND.because("There is no Kompute with the id '" + id + "'.");
    }

    static InstanceRecord instance(DSLContext sql, KomputeId id) {
        return sql.selectFrom(INSTANCE)
                .where(INSTANCE.KOMPUTE_ID.eq(id))
                .forNoKeyUpdate()
                .fetchSingle();
    }

    /** Its own volumes; the one that boots is the first. */
    static List<VolumeRecord> volumes(DSLContext sql, KomputeId id) {
        return sql.selectFrom(VOLUME)
                .where(VOLUME.KOMPUTE_ID.eq(id))
                .orderBy(VOLUME.TYPE)
                .forUpdate()
                .fetch();
    }

    static KomputePlan plan(DSLContext sql, KomputeId id) {
        return new KomputePlan(
                Machines.plan(sql, instance(sql, id)),
                volumes(sql, id).stream()
                        .map(volume -> NewVolumes.plan(sql, volume))
                        .toList());
    }

    /** With all its parts: their addresses and their quota are free when this transaction ends, and not before. */
    static void forget(DSLContext sql, KomputeRecord kompute) {
        var id = kompute.getId();
        var volumes = volumes(sql, id);
        JooqInstanceLedger.forget(sql, instance(sql, id));
        sql.deleteFrom(VOLUME).where(VOLUME.KOMPUTE_ID.eq(id)).execute();
        sql.deleteFrom(ADAPTER).where(ADAPTER.KOMPUTE_ID.eq(id)).execute();
        sql.deleteFrom(KOMPUTE).where(KOMPUTE.ID.eq(id)).execute();
        volumes.forEach(volume -> ChangeNotice.send(sql, Noun.VOLUME, volume.getId()));
        ChangeNotice.send(sql, Noun.KOMPUTE, id);
    }
}
