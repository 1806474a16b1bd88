package cloud.kowabunga;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.testing.GoldenJson;
import cloud.kowabunga.testing.Payloads;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PayloadsTest {
    private static final List<Class<?>> ACTIVITIES = List.of(
            HypervisorActivities.class,
            NetworkActivities.class,
            BlockStoreActivities.class,
            InstanceLedger.class,
            KomputeLedger.class,
            VolumeLedger.class,
            TemplateLedger.class,
            OperationLedger.class);

    @TestFactory
    Stream<DynamicTest> a_payload_is_written_as_it_always_was() {
        return Payloads.ALL.stream()
                .map(payload ->
                        DynamicTest.dynamicTest(GoldenJson.name(payload.getClass()), () -> GoldenJson.check(payload)));
    }

    @Test
    void whatever_an_activity_takes_or_gives_is_a_payload_that_is_checked() {
        var checked = Payloads.ALL.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(ACTIVITIES.stream()
                        .flatMap(api -> Arrays.stream(api.getMethods()))
                        .flatMap(method -> Stream.concat(
                                Arrays.stream(method.getGenericParameterTypes()),
                                Stream.of(method.getGenericReturnType())))
                        .map(PayloadsTest::inside)
                        .filter(type -> type != void.class && type != String.class))
                .allMatch(checked::contains);
    }

    @Test
    void an_activity_is_called_as_it_always_was() {
        assertThat(ACTIVITIES.stream()
                        .flatMap(api -> POJOActivityInterfaceMetadata.newInstance(api).getMethodsMetadata().stream())
                        .map(method -> method.getActivityTypeName())
                        .sorted())
                .containsExactly(
                        "BlockStore.Claim",
                        "BlockStore.Clone",
                        "BlockStore.Create",
                        "BlockStore.Delete",
                        "BlockStore.DeleteSnapshot",
                        "BlockStore.Import",
                        "BlockStore.ListImages",
                        "BlockStore.ListSnapshots",
                        "BlockStore.Release",
                        "BlockStore.Resize",
                        "BlockStore.Rollback",
                        "BlockStore.Snapshot",
                        "BlockStore.Status",
                        "Hypervisor.Attach",
                        "Hypervisor.Define",
                        "Hypervisor.Detach",
                        "Hypervisor.GrowDisk",
                        "Hypervisor.ListDomains",
                        "Hypervisor.Power",
                        "Hypervisor.State",
                        "Hypervisor.Undefine",
                        "Instance.AbandonDelete",
                        "Instance.AbandonUpdate",
                        "Instance.Admit",
                        "Instance.BeginDelete",
                        "Instance.BeginUpdate",
                        "Instance.Forget",
                        "Instance.Locate",
                        "Instance.Settle",
                        "Instance.SettleUpdate",
                        "Instance.Withdraw",
                        "Kompute.AbandonDelete",
                        "Kompute.AbandonUpdate",
                        "Kompute.Admit",
                        "Kompute.BeginDelete",
                        "Kompute.BeginUpdate",
                        "Kompute.Forget",
                        "Kompute.Settle",
                        "Kompute.SettleUpdate",
                        "Kompute.Withdraw",
                        "Network.CheckBridges",
                        "Operation.Close",
                        "Operation.Ended",
                        "Operation.Look",
                        "Operation.Open",
                        "Operation.Record",
                        "Template.AbandonDelete",
                        "Template.Admit",
                        "Template.BeginDelete",
                        "Template.Forget",
                        "Template.Settle",
                        "Template.Withdraw",
                        "Volume.AbandonDelete",
                        "Volume.AbandonResize",
                        "Volume.Admit",
                        "Volume.BeginDelete",
                        "Volume.BeginResize",
                        "Volume.Forget",
                        "Volume.Settle",
                        "Volume.SettleResize",
                        "Volume.Withdraw");
    }

    private static Type inside(Type type) {
        return type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
    }
}
