package cloud.kowabunga.kahuna.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.engine.PayloadKeys;
import cloud.kowabunga.kahuna.engine.PayloadSeal;
import cloud.kowabunga.kahuna.engine.SealedMessages;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.topology.AgentId;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is heard of steps that stumble, on their way through the tunnel. */
final class WorkerProtocolTest {
    private static final AgentId AGENT = new AgentId("k1");
    private static final ByteString TOKEN = ByteString.copyFromUtf8("the engine's");

    private final SealKey seal = new SealKey(new byte[32]);
    private final List<String> heard = new ArrayList<>();
    private final List<String> handed = new ArrayList<>();
    private final WorkerProtocol protocol = new WorkerProtocol(
            "kowabunga",
            new Served(),
            new TaskTokens(seal.derive("task tokens", "AES")),
            new SealedMessages(new PayloadSeal(PayloadKeys.of(null, seal))),
            new Heard(),
            (agent, task) -> handed.add(agent + " has " + task.getActivityType().getName()));

    @Test
    void what_may_pass_is_told_with_its_execution_and_the_engine_gets_its_own_token_back() {
        var request = failed(task(1), Fault.POOL_AWAY.name(), "Ceph does not answer.");

        var handedOn = protocol.failed(AGENT, request);

        assertThat(heard).containsExactly("run-1: Ceph does not answer.");
        assertThat(handedOn.getTaskToken()).isEqualTo(TOKEN);
        assertThat(handedOn.getFailure().getMessage()).isNotEqualTo("Ceph does not answer.");
    }

    @Test
    void what_is_refused_is_not_a_stumble() {
        protocol.failed(AGENT, failed(task(1), Fault.BRIDGE_MISSING.name(), "No bridge."));
        protocol.failed(AGENT, failed(task(1), "SomethingElse", "What?"));

        assertThat(heard).isEmpty();
    }

    @Test
    void a_later_attempt_that_is_still_at_work_goes_on_and_a_first_one_needs_not_say_so() {
        protocol.heartbeat(AGENT, beat(task(1)));
        assertThat(heard).isEmpty();

        var handedOn = protocol.heartbeat(AGENT, beat(task(2)));

        assertThat(heard).containsExactly("run-1 goes on");
        assertThat(handedOn.getTaskToken()).isEqualTo(TOKEN);
    }

    @Test
    void an_agent_tells_nothing_of_a_task_that_it_was_not_handed() {
        var request = failed(task(1), Fault.POOL_AWAY.name(), "Ceph does not answer.");

        assertThatThrownBy(() -> protocol.failed(new AgentId("k2"), request)).isInstanceOf(Refusal.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void whoever_is_handed_an_activity_is_written_down_and_an_empty_poll_is_not() {
        protocol.sealed(AGENT, PollActivityTaskQueueResponse.getDefaultInstance());
        assertThat(handed).isEmpty();

        task(1);

        assertThat(handed).containsExactly("k1 has Hypervisor.Define");
    }

    /** As the agent was handed it. */
    private ByteString task(int attempt) {
        return protocol.sealed(
                        AGENT,
                        PollActivityTaskQueueResponse.newBuilder()
                                .setTaskToken(TOKEN)
                                .setAttempt(attempt)
                                .setActivityType(ActivityType.newBuilder().setName("Hypervisor.Define"))
                                .setWorkflowExecution(
                                        WorkflowExecution.newBuilder().setRunId("run-1"))
                                .build())
                .getTaskToken();
    }

    private static RespondActivityTaskFailedRequest failed(ByteString task, String type, String sentence) {
        return RespondActivityTaskFailedRequest.newBuilder()
                .setNamespace("kowabunga")
                .setTaskToken(task)
                .setFailure(Failure.newBuilder()
                        .setMessage(sentence)
                        .setApplicationFailureInfo(
                                ApplicationFailureInfo.newBuilder().setType(type)))
                .build();
    }

    private static RecordActivityTaskHeartbeatRequest beat(ByteString task) {
        return RecordActivityTaskHeartbeatRequest.newBuilder()
                .setNamespace("kowabunga")
                .setTaskToken(task)
                .build();
    }

    private final class Heard implements Stumbles {
        @Override
        public void over(String run, String sentence) {
            heard.add(run + ": " + sentence);
        }

        @Override
        public void goesOn(String run) {
            heard.add(run + " goes on");
        }
    }

    private static final class Served implements Rights {
        @Override
        public Set<String> queues(AgentId agent) {
            return Set.of();
        }

        @Override
        public Map<String, String> pools(AgentId agent) {
            return Map.of();
        }
    }
}
