package cloud.kowabunga.testing;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplatePlan;
import java.util.function.Consumer;

/** The ledger of templates in memory. */
final class InMemoryTemplateLedger implements TemplateLedger {
    private final InMemoryLedgers world;

    InMemoryTemplateLedger(InMemoryLedgers world) {
        this.world = world;
    }

    @Override
    public TemplatePlan admit(Admission admission) {
        return world.transaction(() -> {
            var rows = world.rows;
            var spec = admission.spec();
            var there = rows.templates.get(spec.id().value());
            if (there != null && there.operation.equals(admission.operation())) {
                return plan(there);
            }
            Rows.find(rows.pools, "StoragePool", admission.pool().value());
            if (rows.templates.values().stream()
                    .anyMatch(row ->
                            row.pool.equals(admission.pool()) && row.spec.name().equals(spec.name()))) {
                throw Fault.NAME_TAKEN.because("The pool has a template '" + spec.name() + "' already.");
            }
            var row = new Rows.Template(admission.pool(), spec, admission.operation());
            rows.templates.put(spec.id().value(), row);
            return plan(row);
        });
    }

    @Override
    public void withdraw(TemplateId template) {
        forget(template);
    }

    @Override
    public void settle(Imported imported) {
        change(imported.template(), row -> {
            row.state = "READY";
            row.size = imported.size();
        });
    }

    @Override
    public TemplatePlan beginDelete(Claim claim) {
        return world.transaction(() -> {
            var row =
                    Rows.find(world.rows.templates, "Template", claim.template().value());
            if (world.rows.volumes.values().stream().anyMatch(volume -> row.equals(volume.template))) {
                throw Fault.IN_USE.because("Volumes were cloned from template '" + row.spec.name() + "'.");
            }
            row.state = "DELETING";
            return plan(row);
        });
    }

    @Override
    public void abandonDelete(TemplateId template) {
        change(template, row -> row.state = "READY");
    }

    @Override
    public void forget(TemplateId template) {
        world.transaction(() -> world.rows.templates.remove(template.value()) != null);
    }

    private TemplatePlan plan(Rows.Template row) {
        var pool = Rows.find(world.rows.pools, "StoragePool", row.pool.value());
        return new TemplatePlan(row.pool, pool.name(), ImageRef.of(pool.name(), row.spec.id()), row.spec.source());
    }

    private void change(TemplateId template, Consumer<Rows.Template> change) {
        world.transaction(() -> {
            var row = world.rows.templates.get(template.value());
            if (row != null) {
                change.accept(row);
            }
            return true;
        });
    }
}
