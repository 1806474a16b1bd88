package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceState;

/** libvirt's states and reasons as those of an instance. Numbers from libvirt-domain.h: virDomainState and its reasons. */
final class DomainState {
    private static final int RUNNING = 1;
    private static final int BLOCKED = 2;
    private static final int PAUSED = 3;
    private static final int GOING_DOWN = 4;
    private static final int OFF = 5;
    private static final int CRASHED = 6;
    private static final int SLEEPING = 7;
    private static final int OFF_CRASHED = 3;

    private DomainState() {}

    static InstanceState of(KeptConnect.State state) {
        return switch (state.state()) {
            case RUNNING, BLOCKED, GOING_DOWN -> InstanceState.RUNNING;
            case PAUSED, SLEEPING -> InstanceState.PAUSED;
            case OFF -> state.reason() == OFF_CRASHED ? InstanceState.CRASHED : InstanceState.SHUTOFF;
            case CRASHED -> InstanceState.CRASHED;
            default -> InstanceState.UNKNOWN;
        };
    }
}
