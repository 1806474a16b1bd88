package cloud.kowabunga.agent.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.network.NetworkActivities.Bridges;
import cloud.kowabunga.testing.NetworkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a folder that looks as /sys/class/net does; the real one is looked at by the tests that start machines. */
final class BridgeCheckTest extends NetworkContract {
    private static final String UP = "0x1003";
    private static final String DOWN = "0x1002";

    @TempDir
    private Path devices;

    @BeforeEach
    void make_devices() throws IOException {
        bridge("kow0", UP);
        bridge("kow1", DOWN);
        Files.createDirectory(devices.resolve("eth0"));
    }

    @Override
    protected NetworkActivities network() {
        return new BridgeCheck("k1", devices);
    }

    @Override
    protected String bridge() {
        return "kow0";
    }

    @Test
    void the_sentence_names_the_kaktus_the_bridge_and_what_to_do() {
        refused(
                "eth1",
                "Kaktus 'k1' has no bridge 'eth1': make it there, then retry; if the VNet names the wrong one, cancel, correct the VNet, and order anew.");
        refused(
                "eth0",
                "'eth0' on Kaktus 'k1' is not a bridge: cancel, make a bridge on it, name that in the VNet, and order anew.");
        refused("kow1", "The bridge 'kow1' on Kaktus 'k1' is down: set it up with 'ip link set kow1 up', then retry.");
        refused(
                "../../etc",
                "'../../etc' cannot be a bridge of Kaktus 'k1', it is no name of an interface: cancel, correct the VNet, and order anew.");
    }

    private void refused(String bridge, String sentence) {
        assertThatThrownBy(() -> network().checkBridges(new Bridges(List.of(bridge))))
                .hasMessage(sentence);
    }

    private void bridge(String name, String flags) throws IOException {
        Files.createDirectories(devices.resolve(name).resolve("bridge"));
        Files.writeString(devices.resolve(name).resolve("flags"), flags + "\n");
    }
}
