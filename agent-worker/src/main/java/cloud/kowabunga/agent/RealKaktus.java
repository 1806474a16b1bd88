package cloud.kowabunga.agent;

import cloud.kowabunga.agent.compute.Census;
import cloud.kowabunga.agent.compute.ConsoleLogs;
import cloud.kowabunga.agent.compute.DomainType;
import cloud.kowabunga.agent.compute.KvmProbe;
import cloud.kowabunga.agent.compute.LibvirtConnection;
import cloud.kowabunga.agent.compute.LibvirtConsoles;
import cloud.kowabunga.agent.compute.LibvirtHypervisor;
import cloud.kowabunga.agent.inventory.LibvirtInventory;
import cloud.kowabunga.agent.network.BridgeCheck;
import cloud.kowabunga.agent.storage.DirectoryBlockStore;
import cloud.kowabunga.agent.storage.DirectoryPool;
import cloud.kowabunga.agent.storage.ImageFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the Kaktus that this machine is: its libvirtd, its pools, its bridges. */
final class RealKaktus {
    private static final Logger LOG = LoggerFactory.getLogger(RealKaktus.class);

    private RealKaktus() {}

    static Kaktus open(AgentConfig config) {
        var libvirt = new LibvirtConnection(config.libvirt().uri());
        var pools = config.pools().entrySet().stream()
                .map(pool -> new DirectoryPool(
                        pool.getKey(),
                        pool.getValue().path(),
                        format(pool.getValue().format())))
                .toList();
        var store = new DirectoryBlockStore(pools, Heartbeats::progress);
        var kvm = new KvmProbe(setting(config.libvirt().domainType()), config.state());
        var hypervisor = new LibvirtHypervisor(libvirt, store, config.state(), kvm, Heartbeats::progress);
        var inventory = new LibvirtInventory(AgentMain.version(), Instant.now(), new Census(libvirt), kvm, store);
        var consoles = ConsoleLogs.watch(config.state());
        return new Kaktus(
                inventory, hypervisor, store, new BridgeCheck(machineName()), new LibvirtConsoles(libvirt), () -> {
                    consoles.close();
                    close(libvirt, store);
                });
    }

    private static void close(LibvirtConnection libvirt, DirectoryBlockStore store) {
        libvirt.close();
        try {
            store.close();
        } catch (IOException leaving) {
            LOG.warn("The pools could not be let go of.", leaving);
        }
    }

    private static ImageFormat format(AgentConfig.Format format) {
        return switch (format) {
            case QCOW2 -> ImageFormat.QCOW2;
            case RAW -> ImageFormat.RAW;
        };
    }

    private static Optional<DomainType> setting(AgentConfig.DomainType type) {
        return switch (type) {
            case AUTO -> Optional.empty();
            case KVM -> Optional.of(DomainType.KVM);
            case QEMU -> Optional.of(DomainType.QEMU);
        };
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException unnamed) {
            return "this Kaktus";
        }
    }
}
