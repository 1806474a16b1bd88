package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplatePlan;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Templates in PostgreSQL. */
@Component
public final class JooqTemplateLedger implements TemplateLedger {
    private final Database database;

    public JooqTemplateLedger(Database database) {
        this.database = database;
    }

    @Override
    public TemplatePlan admit(Admission admission) {
        return database.write(sql -> {
            var spec = admission.spec();
            var found = held(sql, spec.id()).orElse(null);
            if (found == null) {
                var pool = Pools.of(sql, admission.pool());
                found = sql.insertInto(TEMPLATE)
                        .set(TEMPLATE.ID, spec.id())
                        .set(TEMPLATE.POOL_ID, pool.getId())
                        .set(TEMPLATE.NAME, spec.name().value())
                        .set(TEMPLATE.DESCRIPTION, spec.description())
                        .set(TEMPLATE.OS, spec.os())
                        .set(TEMPLATE.SOURCE, spec.source())
                        .set(TEMPLATE.STATE, TemplateState.IMPORTING)
                        .set(TEMPLATE.OPERATION_ID, admission.operation())
                        .returning()
                        .fetchSingle();
                ChangeNotice.send(sql, Noun.TEMPLATE, spec.id(), admission.operation());
            } else if (!found.getOperationId().equals(admission.operation())) {
                throw Fault.IN_USE.because("There is a Template with the id '" + spec.id() + "' already.");
            }
            return plan(sql, found);
        });
    }

    @Override
    public void withdraw(TemplateId id) {
        forget(id);
    }

    /** The first template of a pool that is there is the pool's default. */
    @Override
    public void settle(Imported imported) {
        database.change(sql -> held(sql, imported.template())
                .filter(template -> template.getState() != TemplateState.DELETING)
                .ifPresent(template -> {
                    // The lock makes one of two first templates the second.
                    sql.select(STORAGE_POOL.ID)
                            .from(STORAGE_POOL)
                            .where(STORAGE_POOL.ID.eq(template.getPoolId()))
                            .forUpdate()
                            .execute();
                    var another = TEMPLATE.POOL_ID
                            .eq(template.getPoolId())
                            .and(TEMPLATE.IS_DEFAULT.isTrue())
                            .and(TEMPLATE.ID.ne(template.getId()));
                    sql.update(TEMPLATE)
                            .set(TEMPLATE.SIZE, imported.size())
                            .set(TEMPLATE.IS_DEFAULT, !sql.fetchExists(TEMPLATE, another))
                            .where(TEMPLATE.ID.eq(template.getId()))
                            .execute();
                    enter(sql, template, TemplateState.READY);
                }));
    }

    @Override
    public TemplatePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            var template = held(sql, claim.template())
                    .orElseThrow(() ->
                            Fault.NOT_FOUND.because("There is no Template with the id '" + claim.template() + "'."));
            var clones = sql.fetchCount(VOLUME, VOLUME.TEMPLATE_ID.eq(template.getId()));
            if (clones > 0) {
                throw Fault.IN_USE.because("Template '%s' is what %d %s cloned from; delete %s first."
                        .formatted(
                                template.getName(),
                                clones,
                                clones == 1 ? "volume was" : "volumes were",
                                clones == 1 ? "it" : "these"));
            }
            if (template.getState() != TemplateState.DELETING) {
                sql.update(TEMPLATE)
                        .set(TEMPLATE.STATE_BEFORE, template.getState())
                        .set(TEMPLATE.STATE, TemplateState.DELETING)
                        .where(TEMPLATE.ID.eq(template.getId()))
                        .execute();
                ChangeNotice.send(sql, Noun.TEMPLATE, template.getId(), claim.operation());
            }
            return plan(sql, template);
        });
    }

    @Override
    public void abandonDelete(TemplateId id) {
        database.change(sql -> held(sql, id)
                .filter(template -> template.getState() == TemplateState.DELETING)
                .ifPresent(template -> {
                    var before = template.getStateBefore();
                    enter(sql, template, before == null ? TemplateState.IMPORTING : before);
                }));
    }

    @Override
    public void forget(TemplateId id) {
        database.change(sql -> {
            if (sql.deleteFrom(TEMPLATE).where(TEMPLATE.ID.eq(id)).execute() > 0) {
                ChangeNotice.send(sql, Noun.TEMPLATE, id);
            }
        });
    }

    private static TemplatePlan plan(DSLContext sql, TemplateRecord template) {
        var pool = Pools.of(sql, template.getPoolId());
        return new TemplatePlan(
                pool.getId(), pool.getName(), ImageRef.of(pool.getPool(), template.getId()), template.getSource());
    }

    private static void enter(DSLContext sql, TemplateRecord template, TemplateState state) {
        sql.update(TEMPLATE)
                .set(TEMPLATE.STATE, state)
                .setNull(TEMPLATE.STATE_BEFORE)
                .where(TEMPLATE.ID.eq(template.getId()))
                .execute();
        ChangeNotice.send(sql, Noun.TEMPLATE, template.getId());
    }

    private static Optional<TemplateRecord> held(DSLContext sql, TemplateId id) {
        return sql.selectFrom(TEMPLATE).where(TEMPLATE.ID.eq(id)).forUpdate().fetchOptional();
    }
}
