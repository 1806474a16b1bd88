package cloud.kowabunga.kahuna.tunnel;

import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getDescribeNamespaceMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getGetSystemInfoMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getPollActivityTaskQueueMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getRecordActivityTaskHeartbeatMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getRecordWorkerHeartbeatMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getRespondActivityTaskCanceledMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getRespondActivityTaskCompletedMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getRespondActivityTaskFailedMethod;
import static io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.getShutdownWorkerMethod;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.engine.SealedMessages;
import cloud.kowabunga.topology.AgentId;
import io.grpc.ServerMethodDefinition;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordWorkerHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.util.Arrays;
import java.util.List;

/**
 * What a worker of activities needs of Temporal, and no more: to know the server, to poll, to answer what it was handed.
 * The caller's identity is written over by the one that its tunnel proves, so that histories name the right agent. Payloads are opened
 * for the agent and its answers sealed, so that no agent holds a key.
 */
final class WorkerProtocol {
    private final String namespace;
    private final Rights rights;
    private final TaskTokens tokens;
    private final SealedMessages payloads;
    private final Stumbles stumbles;
    private final Handovers handovers;

    WorkerProtocol(
            String namespace,
            Rights rights,
            TaskTokens tokens,
            SealedMessages payloads,
            Stumbles stumbles,
            Handovers handovers) {
        this.stumbles = stumbles;
        this.handovers = handovers;
        this.namespace = namespace;
        this.rights = rights;
        this.tokens = tokens;
        this.payloads = payloads;
    }

    List<ServerMethodDefinition<?, ?>> methods(Forwarding forward) {
        return List.of(
                forward.method(getGetSystemInfoMethod(), (agent, ask) -> ask, (agent, info) -> info),
                forward.method(getDescribeNamespaceMethod(), this::ours, (agent, all) -> essentials(all)),
                forward.method(getPollActivityTaskQueueMethod(), this::onOwnQueue, this::sealed),
                forward.method(getRespondActivityTaskCompletedMethod(), this::completed, (agent, done) -> done),
                forward.method(getRespondActivityTaskFailedMethod(), this::failed, (agent, done) -> done),
                forward.method(getRespondActivityTaskCanceledMethod(), this::cancelled, (agent, done) -> done),
                forward.method(getRecordActivityTaskHeartbeatMethod(), this::heartbeat, (agent, beat) -> beat),
                forward.method(getRecordWorkerHeartbeatMethod(), this::workers, (agent, done) -> done),
                forward.method(getShutdownWorkerMethod(), this::shutdown, (agent, done) -> done));
    }

    private DescribeNamespaceRequest ours(AgentId agent, DescribeNamespaceRequest ask) {
        inOurs(ask.getNamespace());
        return DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build();
    }

    /** Without owner, retention and settings; and without worker commands, which would need a queue of their own. */
    private static DescribeNamespaceResponse essentials(DescribeNamespaceResponse all) {
        var info = all.getNamespaceInfo();
        return DescribeNamespaceResponse.newBuilder()
                .setNamespaceInfo(NamespaceInfo.newBuilder()
                        .setName(info.getName())
                        .setState(info.getState())
                        .setCapabilities(info.getCapabilities().toBuilder().setWorkerCommands(false)))
                .build();
    }

    private PollActivityTaskQueueRequest onOwnQueue(AgentId agent, PollActivityTaskQueueRequest poll) {
        inOurs(poll.getNamespace());
        mayServe(agent, poll.getTaskQueue().getName());
        return poll.toBuilder().setIdentity(name(agent)).build();
    }

    PollActivityTaskQueueResponse sealed(AgentId agent, PollActivityTaskQueueResponse task) {
        if (task.getTaskToken().isEmpty()) {
            return task;
        }
        handovers.handed(agent, task);
        var sealed = tokens.seal(
                agent,
                new TaskTokens.Task(
                        task.getTaskToken(), task.getWorkflowExecution().getRunId(), task.getAttempt() > 1));
        return payloads.open(task).toBuilder().setTaskToken(sealed).build();
    }

    private RespondActivityTaskCompletedRequest completed(AgentId agent, RespondActivityTaskCompletedRequest done) {
        inOurs(done.getNamespace());
        return payloads.seal(done).toBuilder()
                .setTaskToken(tokens.open(agent, done.getTaskToken()).token())
                .setIdentity(name(agent))
                .build();
    }

    RespondActivityTaskFailedRequest failed(AgentId agent, RespondActivityTaskFailedRequest failed) {
        inOurs(failed.getNamespace());
        var task = tokens.open(agent, failed.getTaskToken());
        if (mayPass(failed.getFailure())) {
            stumbles.over(task.run(), failed.getFailure().getMessage());
        }
        return payloads.seal(failed).toBuilder()
                .setTaskToken(task.token())
                .setIdentity(name(agent))
                .build();
    }

    /** Whether trying again may help, so that the engine will. */
    private static boolean mayPass(Failure failure) {
        var info = failure.getApplicationFailureInfo();
        return !info.getNonRetryable()
                && Arrays.stream(Fault.values())
                        .anyMatch(fault -> fault.name().equals(info.getType())
                                && fault.category().retryable());
    }

    private RespondActivityTaskCanceledRequest cancelled(AgentId agent, RespondActivityTaskCanceledRequest cancelled) {
        inOurs(cancelled.getNamespace());
        return payloads.seal(cancelled).toBuilder()
                .setTaskToken(tokens.open(agent, cancelled.getTaskToken()).token())
                .setIdentity(name(agent))
                .build();
    }

    RecordActivityTaskHeartbeatRequest heartbeat(AgentId agent, RecordActivityTaskHeartbeatRequest beat) {
        inOurs(beat.getNamespace());
        var task = tokens.open(agent, beat.getTaskToken());
        if (task.again()) {
            stumbles.goesOn(task.run());
        }
        return payloads.seal(beat).toBuilder()
                .setTaskToken(task.token())
                .setIdentity(name(agent))
                .build();
    }

    private RecordWorkerHeartbeatRequest workers(AgentId agent, RecordWorkerHeartbeatRequest beats) {
        inOurs(beats.getNamespace());
        beats.getWorkerHeartbeatList().forEach(beat -> mayServe(agent, beat.getTaskQueue()));
        return beats.toBuilder().setIdentity(name(agent)).build();
    }

    private ShutdownWorkerRequest shutdown(AgentId agent, ShutdownWorkerRequest stop) {
        inOurs(stop.getNamespace());
        if (!stop.getTaskQueue().isEmpty()) {
            mayServe(agent, stop.getTaskQueue());
        }
        // Every worker names a sticky queue, also one without workflows; it must not reach that of another.
        return stop.toBuilder().setIdentity(name(agent)).clearStickyTaskQueue().build();
    }

    private void inOurs(String asked) {
        if (!namespace.equals(asked)) {
            throw Refusal.because("An agent works in the namespace " + namespace + " only, not in '" + asked + "'.");
        }
    }

    private void mayServe(AgentId agent, String queue) {
        if (!rights.queues(agent).contains(queue)) {
            throw Refusal.because("Agent " + agent + " may not serve the task queue '" + queue + "'.");
        }
    }

    private static String name(AgentId agent) {
        return "agent " + agent;
    }
}
