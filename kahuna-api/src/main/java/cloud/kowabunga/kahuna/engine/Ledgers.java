package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;

/** All that workflows ask of the database. */
public record Ledgers(
        InstanceLedger instances,
        KomputeLedger komputes,
        VolumeLedger volumes,
        TemplateLedger templates,
        OperationLedger operations) {
    Object[] all() {
        return new Object[] {instances, komputes, volumes, templates, operations};
    }
}
