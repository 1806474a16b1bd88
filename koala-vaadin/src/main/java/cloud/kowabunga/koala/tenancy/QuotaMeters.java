package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.client.ProjectResources;
import cloud.kowabunga.koala.ui.Meter;
import com.vaadin.flow.component.html.Div;

/** A bar for each quota of a project. */
public final class QuotaMeters extends Div {
    public QuotaMeters(ProjectResources use, ProjectResources quota) {
        addClassName("meters");
        add(
                Meter.quota("Instances", use.instances(), quota.instances(), Meter.Unit.PIECES),
                Meter.quota("vCPUs", use.vcpus(), quota.vcpus(), Meter.Unit.PIECES),
                Meter.quota("Memory", use.memory(), quota.memory(), Meter.Unit.BYTES),
                Meter.quota("Storage", use.storage(), quota.storage(), Meter.Unit.BYTES));
    }
}
