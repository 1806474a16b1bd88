package cloud.kowabunga.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.agent.Agent;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.ListNamespacesRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TunnelTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ArrayList<AutoCloseable> open = new ArrayList<>();
    private Platform platform;
    private WorkflowClient temporal;
    private WorkerFactory asking;
    private String lastAsked = "";

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        platform = new Platform(folder, Map.of());
        platform.region("lab");
        temporal = platform.temporal();
        asking = WorkerFactory.newInstance(temporal);
        asking.newWorker(Ask.QUEUE).registerWorkflowImplementationTypes(Ask.AskWorkflow.class);
        asking.start();
    }

    @AfterAll
    void stop() throws IOException {
        asking.shutdownNow();
        platform.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
        open.clear();
    }

    @Test
    void a_simulated_agent_does_what_a_workflow_asks() throws Exception {
        platform.kaktus("lab", "one");
        startAgent("one");

        assertThat(ask("kaktus/one", "Hypervisor.ListDomains", "").get(30, TimeUnit.SECONDS))
                .isEqualTo("[]");
    }

    @Test
    void what_an_agent_is_asked_and_answers_is_sealed_in_the_engine_and_clear_to_the_agent() throws Exception {
        platform.kaktus("lab", "sealed");
        startAgent("sealed");

        // The agent reads which machine is meant, and says in a sentence that there is none.
        assertThatThrownBy(() -> ask("kaktus/sealed", "Hypervisor.State", "machine-of-a-customer")
                        .get(30, TimeUnit.SECONDS))
                .hasStackTraceContaining("machine-of-a-customer");

        var history = temporal.fetchHistory(lastAsked).getHistory().toString();
        assertThat(history).contains("binary/encrypted").doesNotContain("machine-of-a-customer", "json/plain");
    }

    @Test
    void a_report_shows_that_the_agent_lives_and_its_end_that_it_does_not() throws Exception {
        platform.kaktus("lab", "reporter");
        var agent = Agents.start(platform, "reporter");
        await().atMost(SOON).until(() -> isConnected("reporter"));
        assertThat(platform.value("SELECT report->>'hypervisor' FROM agent_status WHERE agent_id = 'reporter'"))
                .isEqualTo("simulated, in memory");

        agent.stop();

        await().atMost(SOON).until(() -> !isConnected("reporter"));
    }

    @Test
    void an_agent_begins_to_serve_what_it_is_given_and_ends_when_it_is_taken_away() throws Exception {
        platform.kaktus("lab", "giver");
        platform.execute("INSERT INTO storage_pool (id, region_id, name, pool) VALUES ('p-1', 'lab', 'p-1', 'local')");
        startAgent("giver");
        var images = ask("pool/p-1", "BlockStore.ListImages", "local");
        platform.execute("INSERT INTO pool_agent (pool_id, position, agent_id) VALUES ('p-1', 0, 'giver')");

        assertThat(images.get(30, TimeUnit.SECONDS)).isEqualTo("[]");

        platform.execute("DELETE FROM pool_agent WHERE pool_id = 'p-1'");
        // A poll that began before the change goes on to its end, so these are short.
        var stub = stub("giver");
        await().atMost(SOON)
                .untilAsserted(() -> refused(
                        () -> stub.withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                                .pollActivityTaskQueue(pollOf("pool/p-1")),
                        "Agent giver may not serve the task queue 'pool/p-1'."));
    }

    @Test
    void a_megabyte_travels_both_ways() throws Exception {
        platform.kaktus("lab", "heavy");
        var tunnel = Agents.tunnel(Agents.endpoint(platform, "heavy"));
        open.add(tunnel);
        var client = WorkflowClient.newInstance(
                tunnel.temporal(),
                WorkflowClientOptions.newBuilder()
                        .setNamespace(Platform.NAMESPACE)
                        .build());
        var factory = WorkerFactory.newInstance(client);
        factory.newWorker("kaktus/heavy").registerActivitiesImplementations((Ask.Echo) words -> words);
        factory.start();
        open.add(factory::shutdownNow);
        var words = "tunnel ".repeat(150_000);

        assertThat(ask("kaktus/heavy", "Echo", words).get(60, TimeUnit.SECONDS)).isEqualTo(words);
    }

    @Test
    void a_foreign_queue_is_refused() throws Exception {
        platform.kaktus("lab", "nosy");
        var stub = stub("nosy");

        refused(() -> poll(stub, "kaktus/else"), "Agent nosy may not serve the task queue 'kaktus/else'.");
        refused(() -> poll(stub, "kahuna"), "Agent nosy may not serve the task queue 'kahuna'.");
        refused(
                () -> stub.shutdownWorker(ShutdownWorkerRequest.newBuilder()
                        .setNamespace(Platform.NAMESPACE)
                        .setTaskQueue("kaktus/else")
                        .build()),
                "Agent nosy may not serve the task queue 'kaktus/else'.");
    }

    @Test
    void a_foreign_namespace_is_refused() throws Exception {
        platform.kaktus("lab", "stray");
        var poll = pollOf("kaktus/stray").toBuilder()
                .setNamespace("temporal-system")
                .build();

        refused(
                () -> stub("stray").pollActivityTaskQueue(poll),
                "An agent works in the namespace kowabunga only, not in 'temporal-system'.");
    }

    @Test
    void what_a_worker_of_activities_does_not_need_is_refused() throws Exception {
        platform.kaktus("lab", "curious");
        var stub = stub("curious");
        var forbidden = Map.<String, Consumer<WorkflowServiceBlockingStub>>of(
                "StartWorkflowExecution",
                it -> it.startWorkflowExecution(StartWorkflowExecutionRequest.getDefaultInstance()),
                "TerminateWorkflowExecution",
                it -> it.terminateWorkflowExecution(TerminateWorkflowExecutionRequest.getDefaultInstance()),
                "ListNamespaces",
                it -> it.listNamespaces(ListNamespacesRequest.getDefaultInstance()),
                "PollWorkflowTaskQueue",
                it -> it.pollWorkflowTaskQueue(PollWorkflowTaskQueueRequest.getDefaultInstance()),
                "RespondWorkflowTaskCompleted",
                it -> it.respondWorkflowTaskCompleted(RespondWorkflowTaskCompletedRequest.getDefaultInstance()),
                "RespondActivityTaskCompletedById",
                it -> it.respondActivityTaskCompletedById(
                        RespondActivityTaskCompletedByIdRequest.getDefaultInstance()));

        forbidden.forEach((name, call) -> refused(
                () -> call.accept(stub),
                "An agent may not call temporal.api.workflowservice.v1.WorkflowService/" + name + "."));
    }

    @Test
    void a_task_token_is_worth_something_to_its_own_agent_only() throws Exception {
        platform.kaktus("lab", "owner");
        platform.kaktus("lab", "thief");
        var answer = ask("kaktus/owner", "Echo", "mine");
        var task = task(stub("owner"), "kaktus/owner");
        var changed = task.getTaskToken().toByteArray();
        changed[changed.length - 1] ^= 1;

        var refusal = "This task token was not handed to this agent.";
        refused(() -> complete(stub("thief"), task.getTaskToken()), refusal);
        refused(() -> complete(stub("owner"), ByteString.copyFrom(changed)), refusal);
        refused(() -> complete(stub("owner"), ByteString.copyFromUtf8("no token at all, but long enough")), refusal);
        complete(stub("owner"), task.getTaskToken());

        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("null");
    }

    @Test
    void a_broken_tunnel_takes_no_task_with_it() throws Exception {
        platform.kaktus("lab", "mortal");
        var dying = Agents.tunnel(Agents.endpoint(platform, "mortal"));
        // Not on the common pool: the JDK's HTTP client needs a thread of it to dial.
        var poll = CompletableFuture.supplyAsync(() -> poll(stub(dying), "kaktus/mortal"), Thread::startVirtualThread);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(poll).isNotDone();
            assertThat(openCalls()).isEqualTo(1);
        });
        dying.close();
        assertThat(poll).failsWithin(SOON);
        await().atMost(SOON).untilAsserted(() -> assertThat(openCalls()).isZero());

        var answer = ask("kaktus/mortal", "Echo", "still here");
        var task = task(stub("mortal"), "kaktus/mortal");
        complete(stub("mortal"), task.getTaskToken());

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("null");
    }

    @Test
    void a_rotated_key_cuts_the_tunnel_within_a_second_and_opens_none_after() throws Exception {
        platform.kaktus("lab", "rotated");
        startAgent("rotated");
        await().atMost(SOON).until(() -> isConnected("rotated"));

        platform.rotate("rotated");

        await().atMost(Duration.ofSeconds(3)).until(() -> !isConnected("rotated"));
        await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> !isConnected("rotated"));
        var stub = stub("rotated");
        assertThatThrownBy(() -> stub.withDeadlineAfter(3, TimeUnit.SECONDS)
                        .getSystemInfo(io.temporal.api.workflowservice.v1.GetSystemInfoRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class);
        assertThat(isConnected("rotated")).isFalse();
    }

    @Test
    void an_agent_comes_back_by_itself_when_its_key_is_replaced() throws Exception {
        platform.kaktus("lab", "renewed");
        platform.rotate("renewed");
        startAgent("renewed");

        platform.newKey("renewed");

        await().atMost(Duration.ofSeconds(60)).until(() -> isConnected("renewed"));
    }

    @Test
    void an_agent_comes_back_by_itself_when_kahuna_restarts() throws Exception {
        platform.kaktus("lab", "patient");
        startAgent("patient");
        assertThat(ask("kaktus/patient", "Hypervisor.ListDomains", "").get(30, TimeUnit.SECONDS))
                .isEqualTo("[]");

        platform.stopKahuna();
        var meanwhile = ask("kaktus/patient", "Hypervisor.ListDomains", "");
        platform.startKahuna();

        assertThat(meanwhile.get(45, TimeUnit.SECONDS)).isEqualTo("[]");
    }

    @Test
    void twenty_agents_work_at_the_same_time() throws Exception {
        var answers = new ArrayList<CompletableFuture<String>>();
        for (var number = 0; number < 20; number++) {
            platform.kaktus("lab", "many-" + number);
            startAgent("many-" + number);
            answers.add(ask("kaktus/many-" + number, "Hypervisor.ListDomains", ""));
        }

        for (var answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("[]");
        }
    }

    private void startAgent(String id) throws IOException {
        Agent agent = Agents.start(platform, id);
        open.add(agent::stop);
    }

    private CompletableFuture<String> ask(String queue, String activity, String words) {
        lastAsked = "ask-" + UUID.randomUUID();
        var stub = temporal.newWorkflowStub(
                Ask.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Ask.QUEUE)
                        .setWorkflowId(lastAsked)
                        .build());
        WorkflowClient.start(stub::run, queue, activity, words);
        return WorkflowStub.fromTyped(stub).getResultAsync(String.class);
    }

    private WorkflowServiceBlockingStub stub(String agent) {
        try {
            var tunnel = Agents.tunnel(Agents.endpoint(platform, agent));
            open.add(tunnel);
            return stub(tunnel);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static WorkflowServiceBlockingStub stub(cloud.kowabunga.agent.tunnel.Tunnel tunnel) {
        return WorkflowServiceGrpc.newBlockingStub(tunnel.channel());
    }

    private static PollActivityTaskQueueRequest pollOf(String queue) {
        return PollActivityTaskQueueRequest.newBuilder()
                .setNamespace(Platform.NAMESPACE)
                .setTaskQueue(TaskQueue.newBuilder().setName(queue).setKind(TaskQueueKind.TASK_QUEUE_KIND_NORMAL))
                .setIdentity("somebody else")
                .build();
    }

    private static PollActivityTaskQueueResponse poll(WorkflowServiceBlockingStub stub, String queue) {
        return stub.withDeadlineAfter(40, TimeUnit.SECONDS).pollActivityTaskQueue(pollOf(queue));
    }

    /** The next task of the queue. */
    private static PollActivityTaskQueueResponse task(WorkflowServiceBlockingStub stub, String queue) {
        return await().atMost(SOON)
                .until(() -> poll(stub, queue), task -> !task.getTaskToken().isEmpty());
    }

    private static void complete(WorkflowServiceBlockingStub stub, ByteString token) {
        var _ = stub.respondActivityTaskCompleted(RespondActivityTaskCompletedRequest.newBuilder()
                .setNamespace(Platform.NAMESPACE)
                .setTaskToken(token)
                .build());
    }

    /** How many calls of agents are with Temporal now. */
    private double openCalls() {
        return platform.bean(MeterRegistry.class)
                .get("kowabunga.tunnel.calls.open")
                .gauge()
                .value();
    }

    private boolean isConnected(String agent) {
        return (Long) platform.value("SELECT count(*) FROM agent_status WHERE connected AND agent_id = ?", agent) > 0;
    }

    private static void refused(Runnable call, String sentence) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(StatusRuntimeException.class, thrown -> {
            assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(thrown.getStatus().getDescription()).isEqualTo(sentence);
        });
    }
}
