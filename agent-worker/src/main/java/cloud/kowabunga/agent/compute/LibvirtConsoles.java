package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.SerialConsole;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.io.IOException;
import org.libvirt.LibvirtException;

/** The serial consoles of the machines of one libvirtd, each on a connection of its own. */
public final class LibvirtConsoles implements SerialConsoles {
    private final LibvirtConnection libvirt;

    public LibvirtConsoles(LibvirtConnection libvirt) {
        this.libvirt = libvirt;
    }

    @Override
    public SerialConsole open(InstanceId instance) {
        return libvirt.begin("open the console of instance '" + instance + "'", connect -> begin(connect, instance));
    }

    private LibvirtConsole begin(KeptConnect connect, InstanceId instance) throws LibvirtException {
        var state = LibvirtHypervisor.state(connect, instance);
        if (!LibvirtHypervisor.isOn(state)) {
            throw Fault.INVALID_STATE.because(
                    "The machine of instance '%s' is %s: it has no console now.".formatted(instance, state.wire()));
        }
        var stream = opened(connect, instance);
        var console =
                new LibvirtConsole(stream, libvirt.threads(), () -> libvirt.giveBack(connect), () -> whyLost(instance));
        try {
            console.begin();
            return console;
        } catch (IOException refused) {
            stream.free();
            throw Fault.LIBVIRT_REFUSED.because(
                    "libvirt refused to listen to the console of instance '%s': %s."
                            .formatted(instance, refused.getMessage()),
                    refused);
        }
    }

    private static ConsoleStream opened(KeptConnect connect, InstanceId instance) {
        try {
            return connect.openConsole(DomainNames.uuid(instance));
        } catch (IOException no) {
            throw Fault.LIBVIRT_REFUSED.because(
                    "libvirt refused to open the console of instance '%s': %s.".formatted(instance, no.getMessage()),
                    no);
        }
    }

    private String whyLost(InstanceId instance) {
        try {
            var state = libvirt.call(
                    "tell the state of instance '" + instance + "'",
                    connect -> LibvirtHypervisor.state(connect, instance));
            return state == InstanceState.RUNNING || state == InstanceState.PAUSED
                    ? "The console was opened elsewhere on its Kaktus."
                    : "The machine is off.";
        } catch (KowabungaException no) {
            return no.fault() == Fault.NOT_FOUND ? "The machine is gone." : no.sentence();
        }
    }
}
