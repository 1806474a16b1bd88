package cloud.kowabunga.workflow;

import static cloud.kowabunga.testing.Payloads.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.testing.GoldenJson;
import cloud.kowabunga.testing.Payloads;
import cloud.kowabunga.workflow.compute.CreateInstance;
import cloud.kowabunga.workflow.compute.CreateKompute;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.PowerInstance;
import cloud.kowabunga.workflow.compute.UpdateInstance;
import cloud.kowabunga.workflow.compute.UpdateKompute;
import cloud.kowabunga.workflow.storage.CreateVolume;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import cloud.kowabunga.workflow.storage.ImportTemplate;
import cloud.kowabunga.workflow.storage.ResizeVolume;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class InputsTest {
    private static final List<Object> INPUTS = List.of(
            new CreateInstance.Input(ORDER, Payloads.INSTANCE_ADMISSION),
            new DeleteInstance.Input(ORDER, Payloads.INSTANCE),
            new UpdateInstance.Input(ORDER, Payloads.INSTANCE_UPDATE),
            new PowerInstance.Input(ORDER.doing(PowerAction.REBOOT), Payloads.INSTANCE, PowerAction.REBOOT),
            new CreateKompute.Input(ORDER, Payloads.KOMPUTE_ADMISSION),
            new DeleteKompute.Input(ORDER, Payloads.KOMPUTE),
            new UpdateKompute.Input(ORDER, Payloads.KOMPUTE_UPDATE),
            new CreateVolume.Input(ORDER, Payloads.VOLUME_ADMISSION),
            new ResizeVolume.Input(ORDER, Payloads.VOLUME_RESIZE),
            new DeleteVolume.Input(ORDER, Payloads.VOLUME),
            new ImportTemplate.Input(ORDER, Payloads.TEMPLATE_ADMISSION),
            new DeleteTemplate.Input(ORDER, Payloads.TEMPLATE),
            new RunBulk.Input(
                    ORDER,
                    "PowerInstance",
                    Noun.INSTANCE,
                    PowerAction.STOP,
                    List.of(new RunBulk.Part(
                            new OperationId("op-2"),
                            "i1",
                            "web-1",
                            ORDER.project(),
                            ORDER.region(),
                            Payloads.INSTANCE))));

    @TestFactory
    Stream<DynamicTest> an_input_is_written_as_it_always_was() {
        return INPUTS.stream()
                .map(input ->
                        DynamicTest.dynamicTest(GoldenJson.name(input.getClass()), () -> GoldenJson.check(input)));
    }

    @Test
    void every_workflow_has_an_input_that_is_checked() {
        assertThat(INPUTS).hasSameSizeAs(WorkflowTypes.ALL);
    }
}
