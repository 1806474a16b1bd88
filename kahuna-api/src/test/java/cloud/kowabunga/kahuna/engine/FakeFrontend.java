package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.workflow.Attributes;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gRPC server on a port of loopback that answers as an engine does that is set up; it can be silent, or go and come back. */
final class FakeFrontend {
    final Duration retention;
    final AtomicInteger looks = new AtomicInteger();
    volatile boolean silent;
    private final int port;
    private @Nullable Server server;

    FakeFrontend(Duration retention) throws IOException {
        this.retention = retention;
        this.server = listen(0);
        this.port = server.getPort();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void go() throws InterruptedException {
        if (server != null) {
            server.shutdownNow().awaitTermination();
            server = null;
        }
    }

    void comeBack() throws IOException {
        server = listen(port);
    }

    private Server listen(int on) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), on))
                .addService(new Workflows())
                .addService(new Operators())
                .build()
                .start();
    }

    private <T> void answer(StreamObserver<T> to, T with) {
        if (!silent) {
            to.onNext(with);
            to.onCompleted();
        }
    }

    private final class Workflows extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> to) {
            looks.incrementAndGet();
            answer(to, GetSystemInfoResponse.getDefaultInstance());
        }

        @Override
        public void describeNamespace(DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> to) {
            answer(
                    to,
                    DescribeNamespaceResponse.newBuilder()
                            .setConfig(NamespaceConfig.newBuilder()
                                    .setWorkflowExecutionRetentionTtl(com.google.protobuf.Duration.newBuilder()
                                            .setSeconds(retention.toSeconds())))
                            .build());
        }

        @Override
        public void countWorkflowExecutions(
                CountWorkflowExecutionsRequest request, StreamObserver<CountWorkflowExecutionsResponse> to) {
            answer(to, CountWorkflowExecutionsResponse.getDefaultInstance());
        }
    }

    private final class Operators extends OperatorServiceGrpc.OperatorServiceImplBase {
        @Override
        public void listSearchAttributes(
                ListSearchAttributesRequest request, StreamObserver<ListSearchAttributesResponse> to) {
            var answer = ListSearchAttributesResponse.newBuilder();
            Attributes.ALL.forEach(
                    key -> answer.putCustomAttributes(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
            answer(to, answer.build());
        }
    }
}
