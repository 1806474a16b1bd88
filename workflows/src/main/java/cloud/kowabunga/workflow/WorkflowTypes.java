package cloud.kowabunga.workflow;

import cloud.kowabunga.workflow.compute.CreateInstanceWorkflow;
import cloud.kowabunga.workflow.compute.CreateKomputeWorkflow;
import cloud.kowabunga.workflow.compute.DeleteInstanceWorkflow;
import cloud.kowabunga.workflow.compute.DeleteKomputeWorkflow;
import cloud.kowabunga.workflow.compute.PowerInstanceWorkflow;
import cloud.kowabunga.workflow.compute.UpdateInstanceWorkflow;
import cloud.kowabunga.workflow.compute.UpdateKomputeWorkflow;
import cloud.kowabunga.workflow.storage.CreateVolumeWorkflow;
import cloud.kowabunga.workflow.storage.DeleteTemplateWorkflow;
import cloud.kowabunga.workflow.storage.DeleteVolumeWorkflow;
import cloud.kowabunga.workflow.storage.ImportTemplateWorkflow;
import cloud.kowabunga.workflow.storage.ResizeVolumeWorkflow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a worker of queue {@code kahuna} registers. */
public final class WorkflowTypes {
    public static final List<Class<? extends OperationWorkflow>> ALL = List.of(
            CreateInstanceWorkflow.class,
            DeleteInstanceWorkflow.class,
            UpdateInstanceWorkflow.class,
            PowerInstanceWorkflow.class,
            CreateKomputeWorkflow.class,
            DeleteKomputeWorkflow.class,
            UpdateKomputeWorkflow.class,
            CreateVolumeWorkflow.class,
            ResizeVolumeWorkflow.class,
            DeleteVolumeWorkflow.class,
            ImportTemplateWorkflow.class,
            DeleteTemplateWorkflow.class,
            RunBulkWorkflow.class);

    /** What the engine calls them; an operation's verb. */
    public static final Set<String> NAMES = ALL.stream()
            .map(type -> type.getSimpleName().replaceFirst("Workflow$", ""))
            .collect(Collectors.toUnmodifiableSet());

    private WorkflowTypes() {}
}
