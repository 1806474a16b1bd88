package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.workflow.Attributes;
import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.UpdateNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;

/**
 * Makes what Kahuna needs in the engine: its namespace with the retention, and the search attributes. May run as often as one
 * likes and by several Kahunas at once; raises a StatusRuntimeException where it has to run again later.
 */
final class SetUp {
    private final WorkflowServiceStubs stubs;
    private final OperatorServiceStubs operator;
    private final String namespace;
    private final Duration retention;

    SetUp(WorkflowServiceStubs stubs, KahunaProperties.Temporal settings) {
        this.stubs = stubs;
        this.operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
        this.namespace = settings.namespace();
        this.retention = Duration.newBuilder()
                .setSeconds(settings.retention().toSeconds())
                .build();
    }

    void run() {
        makeNamespace();
        makeSearchAttributes();
        requireUsable();
    }

    private void makeNamespace() {
        try {
            var there = stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
            if (!there.getConfig().getWorkflowExecutionRetentionTtl().equals(retention)) {
                stubs.blockingStub()
                        .updateNamespace(UpdateNamespaceRequest.newBuilder()
                                .setNamespace(namespace)
                                .setConfig(NamespaceConfig.newBuilder().setWorkflowExecutionRetentionTtl(retention))
                                .build());
            }
        } catch (StatusRuntimeException absent) {
            if (absent.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw absent;
            }
            tolerating(() -> stubs.blockingStub()
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .setDescription("Operations of Kowabunga")
                            .setWorkflowExecutionRetentionPeriod(retention)
                            .build()));
        }
    }

    private void makeSearchAttributes() {
        var there = operator.blockingStub()
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap();
        var missing = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
        for (var key : Attributes.ALL) {
            if (!there.containsKey(key.getName())) {
                missing.putSearchAttributes(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
            }
        }
        if (missing.getSearchAttributesCount() > 0) {
            tolerating(() -> operator.blockingStub().addSearchAttributes(missing.build()));
        }
    }

    /** A new namespace and new attributes are known everywhere in the engine only after a while. */
    private void requireUsable() {
        for (var key : Attributes.ALL) {
            stubs.blockingStub()
                    .countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(namespace)
                            .setQuery(key.getName() + " = 'none'")
                            .build());
        }
    }

    /** Another Kahuna may have been faster. */
    private static void tolerating(Runnable act) {
        try {
            act.run();
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw refused;
            }
        }
    }
}
