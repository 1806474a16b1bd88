package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import com.uber.m3.tally.RootScopeBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Kahuna's connection to Temporal. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    /** Connects when it is first used, and again by itself, at last every two seconds. */
    @Bean(destroyMethod = "")
    WorkflowServiceStubs workflowServiceStubs(KahunaProperties properties, MeterRegistry meters) {
        var options = WorkflowServiceStubsOptions.newBuilder();
        options.setTarget(properties.temporal().address());
        options.setConnectionBackoffResetFrequency(Duration.ofSeconds(2));
        options.setEnableKeepAlive(true);
        options.setKeepAliveTime(Duration.ofSeconds(15));
        options.setKeepAliveTimeout(Duration.ofSeconds(10));
        options.setRpcTimeout(Duration.ofSeconds(10));
        options.setRpcRetryOptions(RpcRetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(50))
                .setMaximumInterval(Duration.ofSeconds(2))
                .setBackoffCoefficient(2)
                .setExpiration(Duration.ofSeconds(15))
                .build());
        options.setMetricsScope(new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(meters))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(5)));
        return WorkflowServiceStubs.newServiceStubs(options.build());
    }

    @Bean
    PayloadSeal payloadSeal(KahunaProperties properties, SealKey seal) {
        return new PayloadSeal(PayloadKeys.of(properties.payloadKeysFile(), seal));
    }

    @Bean
    SealedMessages sealedMessages(PayloadSeal seal) {
        return new SealedMessages(seal);
    }

    @Bean
    WorkflowClient workflowClient(WorkflowServiceStubs stubs, PayloadSeal seal, KahunaProperties properties) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(properties.temporal().namespace())
                        .setIdentity(Build.running().identity())
                        .setDataConverter(new SealedConverter(seal))
                        .setContextPropagators(List.of(new OperationContext()))
                        .build());
    }

    @Bean
    Ledgers ledgers(
            InstanceLedger instances,
            KomputeLedger komputes,
            VolumeLedger volumes,
            TemplateLedger templates,
            OperationLedger operations) {
        return new Ledgers(instances, komputes, volumes, templates, operations);
    }

    @Bean(destroyMethod = "")
    Connection engine(KahunaProperties properties, WorkflowServiceStubs stubs, WorkflowClient client, Ledgers ledgers) {
        return new Connection(
                properties.temporal(),
                stubs,
                client,
                of -> Workers.of(of, ledgers, properties.database().connections()));
    }
}
