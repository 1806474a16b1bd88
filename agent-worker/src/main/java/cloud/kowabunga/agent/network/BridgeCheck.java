package cloud.kowabunga.agent.network;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.NetworkActivities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Looks at the bridges of this Kaktus as the kernel shows them in /sys/class/net. A retry looks for the same names again: those that the
 * VNets had when the operation was admitted.
 */
public final class BridgeCheck implements NetworkActivities {
    /** 1 to 15 characters without slashes and blanks, as the kernel takes them. */
    private static final Pattern NAME = Pattern.compile("[^/\\s:]{1,15}");

    private static final int IFF_UP = 1;

    private final String kaktus;
    private final Path devices;

    /** @param kaktus what people call this Kaktus */
    public BridgeCheck(String kaktus) {
        this(kaktus, Path.of("/sys/class/net"));
    }

    BridgeCheck(String kaktus, Path devices) {
        this.kaktus = kaktus;
        this.devices = devices;
    }

    @Override
    public void checkBridges(Bridges bridges) {
        bridges.names().forEach(this::check);
    }

    private void check(String bridge) {
        if (!NAME.matcher(bridge).matches() || bridge.startsWith(".")) {
            throw Fault.BRIDGE_MISSING.because(
                    "'%s' cannot be a bridge of Kaktus '%s', it is no name of an interface: cancel, correct the VNet, and order anew."
                            .formatted(bridge, kaktus));
        }
        var device = devices.resolve(bridge);
        if (!Files.isDirectory(device)) {
            throw Fault.BRIDGE_MISSING.because(
                    "Kaktus '%s' has no bridge '%s': make it there, then retry; if the VNet names the wrong one, cancel, correct the VNet, and order anew."
                            .formatted(kaktus, bridge));
        }
        if (!Files.isDirectory(device.resolve("bridge"))) {
            throw Fault.BRIDGE_MISSING.because(
                    "'%s' on Kaktus '%s' is not a bridge: cancel, make a bridge on it, name that in the VNet, and order anew."
                            .formatted(bridge, kaktus));
        }
        if (!isUp(device)) {
            throw Fault.BRIDGE_MISSING.because(
                    "The bridge '%s' on Kaktus '%s' is down: set it up with 'ip link set %s up', then retry."
                            .formatted(bridge, kaktus, bridge));
        }
    }

    /** The administrator's wish, not the carrier: a bridge without a port has none, and gets one from the first machine. */
    private static boolean isUp(Path device) {
        try {
            return (Integer.decode(Files.readString(device.resolve("flags")).strip()) & IFF_UP) != 0;
        } catch (IOException gone) {
            return false;
        }
    }
}
