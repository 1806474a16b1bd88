package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/** The power of one machine. Guests go down by themselves at any moment, so that "it is so already" is always a good answer. */
final class Machine {
    private Machine() {}

    /** A call that libvirt may refuse. */
    @FunctionalInterface
    interface Step {
        void run() throws LibvirtException;
    }

    /** A question to libvirt. */
    @FunctionalInterface
    interface Question {
        boolean ask() throws LibvirtException;
    }

    static void power(Domain domain, PowerAction action, InstanceState state) throws LibvirtException {
        switch (action) {
            case START -> start(domain, state);
            case STOP -> stop(domain);
            case SHUTDOWN -> unlessAlready(domain::shutdown, () -> domain.isActive() == 0);
            case REBOOT -> domain.reboot(0);
            case RESET -> domain.reset();
            case SUSPEND -> {
                if (state != InstanceState.PAUSED) {
                    domain.suspend();
                }
            }
            case RESUME -> {
                if (state != InstanceState.RUNNING) {
                    domain.resume();
                }
            }
        }
    }

    /** A crashed machine that libvirt keeps for a look inside must go before it can start anew. */
    private static void start(Domain domain, InstanceState state) throws LibvirtException {
        if (state == InstanceState.CRASHED) {
            stop(domain);
        }
        if (domain.isActive() == 0) {
            unlessAlready(domain::create, () -> domain.isActive() == 1);
        }
    }

    private static void stop(Domain domain) throws LibvirtException {
        if (domain.isActive() == 1) {
            unlessAlready(domain::destroy, () -> domain.isActive() == 0);
        }
    }

    /** Takes a step; when libvirt says that it makes no sense now, and the goal is reached, that is success. */
    static void unlessAlready(Step step, Question goal) throws LibvirtException {
        try {
            step.run();
        } catch (LibvirtException refused) {
            if (LibvirtFaults.code(refused) != ErrorNumber.VIR_ERR_OPERATION_INVALID || !goal.ask()) {
                throw refused;
            }
        }
    }
}
