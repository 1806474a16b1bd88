package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.compute.KomputeUpdatePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.storage.VolumeState;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Komputes in PostgreSQL. Locks are taken in the order of {@link JooqInstanceLedger}. */
@Component
public final class JooqKomputeLedger implements KomputeLedger {
    private static final int DRAWS = 5;

    private final Database database;

    public JooqKomputeLedger(Database database) {
        this.database = database;
    }

    @Override
    public KomputePlan admit(Admission admission) {
        for (var draw = 1; ; draw++) {
            try {
                // They all lock the region, and in it a subnet for their addresses.
                return database.writeInTurn(admission.region(), sql -> NewKomputes.admit(sql, admission));
            } catch (KowabungaException no) {
                // Somebody else drew the same MAC at the same moment.
                if (no.fault() != Fault.MAC_TAKEN || draw == DRAWS) {
                    throw no;
                }
            }
        }
    }

    @Override
    public void withdraw(KomputeId id) {
        forget(id);
    }

    @Override
    public void settle(Settlement settlement) {
        var id = settlement.kompute();
        database.change(sql -> Komputes.held(sql, id).ifPresent(_ -> {
            JooqInstanceLedger.enter(sql, Komputes.instance(sql, id), settlement.state());
            ready(sql, id);
            ChangeNotice.send(sql, Noun.KOMPUTE, id);
        }));
    }

    /** What was being created is there. */
    static void ready(DSLContext sql, KomputeId id) {
        sql.update(VOLUME)
                .set(VOLUME.STATE, VolumeState.READY)
                .where(VOLUME.KOMPUTE_ID.eq(id), VOLUME.STATE.eq(VolumeState.CREATING))
                .returning(VOLUME.ID)
                .fetch()
                .forEach(volume -> ChangeNotice.send(sql, Noun.VOLUME, volume.getId()));
    }

    @Override
    public KomputePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            PartOfKompute.claim(sql, claim.kompute(), claim.operation());
            var kompute = Komputes.required(sql, claim.kompute());
            var plan = Komputes.plan(sql, kompute.getId());
            JooqInstanceLedger.markDeleting(sql, Komputes.instance(sql, kompute.getId()), claim.operation());
            ChangeNotice.send(sql, Noun.KOMPUTE, kompute.getId(), claim.operation());
            return plan;
        });
    }

    @Override
    public void abandonDelete(KomputeId id) {
        database.change(sql -> Komputes.held(sql, id).ifPresent(_ -> {
            JooqInstanceLedger.unmarkDeleting(sql, Komputes.instance(sql, id));
            ChangeNotice.send(sql, Noun.KOMPUTE, id);
        }));
    }

    @Override
    public void forget(KomputeId id) {
        database.change(sql -> Komputes.held(sql, id).ifPresent(kompute -> Komputes.forget(sql, kompute)));
    }

    @Override
    public KomputeUpdatePlan beginUpdate(Update update) {
        return database.write(sql -> KomputeUpdates.begin(sql, update));
    }

    @Override
    public void settleUpdate(Update update) {
        database.change(sql -> KomputeUpdates.settle(sql, update));
    }

    @Override
    public void abandonUpdate(Update update) {
        database.change(sql -> KomputeUpdates.abandon(sql, update));
    }
}
