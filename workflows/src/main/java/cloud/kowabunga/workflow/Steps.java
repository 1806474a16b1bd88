package cloud.kowabunga.workflow;

import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.TaskQueues;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one operation. Whatever a step calls is obtained here, so that it is written down, carries the step's title as its summary, and is
 * waited for as {@link Patience} says. An undo can only be given before its act.
 *
 * <p>Safe under a reset from the Temporal console: everything that is called agrees to be called twice, and nothing but the
 * workflow's history decides what is called next.
 */
public final class Steps {
    private static final String CANCELLED = "The operation was cancelled.";

    private final Order order;
    private final CompletablePromise<Boolean> admitted;
    private final Attention attention;
    private final Journal journal;
    private final Rollback rollback;
    private final CancellationScope operation = CancellationScope.current();
    private int current = -1;
    private boolean tooLate;
    private boolean undoing;

    Steps(Order order, CompletablePromise<Boolean> admitted, Attention attention) {
        this.order = order;
        this.admitted = admitted;
        this.attention = attention;
        this.journal = new Journal(order, this::decisions);
        this.rollback = new Rollback(journal, attention);
    }

    public InstanceLedger instances() {
        return ledger(InstanceLedger.class);
    }

    public KomputeLedger komputes() {
        return ledger(KomputeLedger.class);
    }

    public VolumeLedger volumes() {
        return ledger(VolumeLedger.class);
    }

    public TemplateLedger templates() {
        return ledger(TemplateLedger.class);
    }

    public HypervisorActivities hypervisor(KaktusId kaktus) {
        return agent(HypervisorActivities.class, TaskQueues.of(kaktus));
    }

    /** As {@link #hypervisor}, but not waited for: an agent that is away is a failure after a few seconds. */
    public HypervisorActivities hypervisorInPassing(KaktusId kaktus) {
        var queue = TaskQueues.of(kaktus);
        return recorded(
                HypervisorActivities.class,
                queue,
                (_, summary) -> Stubs.agentInPassing(HypervisorActivities.class, queue, summary));
    }

    public NetworkActivities network(KaktusId kaktus) {
        return agent(NetworkActivities.class, TaskQueues.of(kaktus));
    }

    public BlockStoreActivities store(StoragePoolId pool) {
        return agent(BlockStoreActivities.class, TaskQueues.of(pool));
    }

    /** Says how the act that follows is undone. */
    public Undoable undoBy(Runnable undo) {
        return new Undoable(undo);
    }

    /** A step that needs no undo and has an answer. The title is a short sentence without a full stop. */
    public <R> R call(String title, Supplier<R> act) {
        return perform(title, act);
    }

    /** The step that admits the operation or refuses it, of an operation that reserves nothing. */
    public <R> R admit(String title, Supplier<R> act) {
        var result = perform(title, act);
        admitted.complete(true);
        return result;
    }

    /** A step that needs no undo and has no answer. */
    public void run(String title, Runnable act) {
        perform(title, answering(act));
    }

    /** A step that only looks whether something is as it should be: a person who knows better may skip it. */
    public void check(String title, Runnable act) {
        perform(title, answering(act), Optional.of(true));
    }

    /**
     * A step without a way back. A cancel is too late from here on; a refusal still undoes the steps before. Only a person's {@code skip}
     * ends the waiting for an agent that never comes back, and the operation goes on as if it were done.
     */
    public void destroy(String title, Runnable act) {
        tooLateToCancel();
        Supplier<Boolean> patiently = () -> {
            var skipped = attention.skipped(act);
            if (skipped) {
                journal.mark(current, StepState.SKIPPED);
            }
            return skipped;
        };
        perform(title, patiently, Optional.of(true));
    }

    /** From here on a cancel changes nothing: the operation goes on to its end. A refusal still undoes what can be undone. */
    public void tooLateToCancel() {
        stopIfCancelled();
        tooLate = true;
    }

    /**
     * The step that writes down what is so already and cannot be taken back. A cancel is too late, and the steps before are not undone any more; a ledger that refuses is asked once
     * more, and then a person.
     */
    public void settle(String title, Runnable act) {
        tooLate = true;
        current = journal.begin(title);
        rollback.replaceBy(new Rollback.Undo(current, true, act));
        attempt(answering(act), Optional.empty());
    }

    /** Whether somebody has cancelled the operation, and in time. */
    public boolean isCancelled() {
        return operation.isCancelRequested() && !tooLate;
    }

    Progress progress() {
        return journal.progress();
    }

    /** Carries out the whole operation, and closes it whatever happens. */
    <R> R conduct(Function<Steps, R> body) {
        try {
            detached(answering(journal::open));
            var result = body.apply(this);
            detached(answering(() -> finish(OperationState.SUCCEEDED, null)));
            return result;
        } catch (TemporalFailure | KowabungaException thrown) {
            throw detached(() -> undo(thrown));
        }
    }

    private RuntimeException undo(RuntimeException thrown) {
        var cancelled = isCancelled();
        var why = cancelled ? Fault.OPERATION_CANCELLED.because(CANCELLED) : Faults.from(thrown);
        undoing = true;
        rollback.run(step -> current = step);
        why = why.fault().because(why.sentence() + rollback.leftBehind());
        var failure = ApplicationFailure.newBuilder()
                .setType(why.fault().name())
                .setMessage(why.sentence())
                .setNonRetryable(true)
                .build();
        admitted.completeExceptionally(failure);
        finish(cancelled ? OperationState.CANCELLED : OperationState.FAILED, why);
        return cancelled ? new CanceledFailure(why.sentence()) : failure;
    }

    private void finish(OperationState end, @Nullable KowabungaException why) {
        journal.close(end, why);
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private <R> R perform(String title, Supplier<R> act) {
        return perform(title, act, Optional.empty());
    }

    private <R> R perform(String title, Supplier<R> act, Optional<R> ifSkipped) {
        stopIfCancelled();
        current = journal.begin(title);
        return attempt(act, ifSkipped);
    }

    /** @param ifSkipped what a person's skip counts as; empty for a step that cannot be skipped */
    private <R> R attempt(Supplier<R> act, Optional<R> ifSkipped) {
        var step = current;
        while (true) {
            try {
                var result = tooLate ? detached(act) : act.get();
                journal.done(step);
                return result;
            } catch (TemporalFailure | KowabungaException thrown) {
                journal.fail(
                        step, isCancelled() ? CANCELLED : Faults.from(thrown).sentence());
                switch (pauses() ? pause(ifSkipped.isPresent()) : Decision.CANCEL) {
                    case RETRY -> journal.again(step);
                    case SKIP -> {
                        journal.mark(step, StepState.SKIPPED);
                        return ifSkipped.orElseThrow();
                    }
                    case CANCEL -> throw thrown;
                }
            }
        }
    }

    /** Only what was admitted has anything in place that is worth keeping. */
    private boolean pauses() {
        return order.pauseOnFailure() && admitted.isCompleted() && !isCancelled();
    }

    /** Stands still, with everything in place, until a person decides. A cancel of the whole operation ends it too. */
    private Decision pause(boolean skippable) {
        attention.begin(skippable ? EnumSet.allOf(Decision.class) : EnumSet.of(Decision.RETRY, Decision.CANCEL));
        journal.enter(OperationState.ATTENTION);
        detached(answering(journal::write));
        var decision = tooLate ? detached(attention::answer) : attention.answer();
        journal.enter(OperationState.RUNNING);
        return decision;
    }

    private List<Decision> decisions() {
        var asked = attention.asked();
        if (asked.isEmpty()) {
            asked.add(Decision.RETRY);
            if (attention.maySkip()) {
                asked.add(Decision.SKIP);
            }
            if (!tooLate && !undoing && !operation.isCancelRequested()) {
                asked.add(Decision.CANCEL);
            }
        }
        return List.copyOf(asked);
    }

    private void stopIfCancelled() {
        if (isCancelled()) {
            throw new CanceledFailure(CANCELLED);
        }
    }

    private <A> A ledger(Class<A> api) {
        return recorded(api, "", (_, summary) -> Stubs.ledger(api, summary));
    }

    private <A> A agent(Class<A> api, String queue) {
        return recorded(api, queue, (activity, summary) -> Stubs.agent(api, activity, queue, summary));
    }

    /** @param stub made for each call, of the activity and the summary that the console shows */
    private <A> A recorded(Class<A> api, String queue, BiFunction<String, String, A> stub) {
        var metadata = POJOActivityInterfaceMetadata.newInstance(api);
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (_, method, arguments) -> {
            var activity = metadata.getMethodMetadata(method).getActivityTypeName();
            journal.reaches(current, activity, queue);
            var called = stub.apply(activity, journal.summary(current));
            if (queue.isEmpty()) {
                // A ledger is not interrupted: what a transaction did must be known before it can be undone.
                return detached(() -> invoke(called, method, arguments));
            }
            detached(answering(journal::write));
            return invoke(called, method, arguments);
        }));
    }

    private static @Nullable Object invoke(Object stub, Method method, Object[] arguments) {
        try {
            return method.invoke(stub, arguments);
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(thrown);
            }
        } catch (IllegalAccessException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static <R extends @Nullable Object> R detached(Supplier<R> act) {
        var result = new ArrayList<R>(1);
        Workflow.newDetachedCancellationScope(() -> result.add(act.get())).run();
        return result.getFirst();
    }

    private static Supplier<Boolean> answering(Runnable act) {
        return () -> {
            act.run();
            return true;
        };
    }

    /** A step whose undo is known. */
    public final class Undoable {
        private final Runnable undo;

        private Undoable(Runnable undo) {
            this.undo = undo;
        }

        /** Has an answer. */
        public <R> R call(String title, Supplier<R> act) {
            return perform(title, act, false);
        }

        /** Has no answer. */
        public void run(String title, Runnable act) {
            perform(title, answering(act), false);
        }

        /** The step that admits the operation or refuses it: afterwards, who ordered it has the first answer. */
        public <R> R admit(String title, Supplier<R> act) {
            var result = perform(title, act, true);
            admitted.complete(true);
            return result;
        }

        /**
         * A call of a ledger may have had its effect before the worker was lost, without a trace in the history; so its undo counts
         * from the beginning, even where a cancel comes first.
         */
        private <R> R perform(String title, Supplier<R> act, boolean ofLedger) {
            if (!ofLedger) {
                stopIfCancelled();
            }
            current = journal.begin(title);
            rollback.add(new Rollback.Undo(current, ofLedger, undo));
            return attempt(
                    () -> {
                        stopIfCancelled();
                        return act.get();
                    },
                    Optional.empty());
        }
    }
}
