package cloud.kowabunga.agent.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.topology.Processor;
import java.util.List;
import java.util.concurrent.Future;
import org.libvirt.LibvirtException;

/** What libvirt tells of the whole Kaktus. */
public final class Census {
    private final LibvirtConnection libvirt;

    public Census(LibvirtConnection libvirt) {
        this.libvirt = libvirt;
    }

    /**
     * @param version of the hypervisor, for example {@code QEMU 7.2.22}
     * @param domains all of ours
     */
    public record Count(Processor processor, Bytes memory, String version, List<DomainReport> domains) {}

    public String uri() {
        return libvirt.uri();
    }

    /** Asks without waiting; libvirt may take many seconds for its first answer after it started. Fails with LIBVIRT_AWAY and the like. */
    public Future<Count> take() {
        return libvirt.ask("describe this Kaktus", Census::count);
    }

    private static Count count(KeptConnect connect) throws LibvirtException {
        var node = connect.nodeInfo();
        var cpu = Xml.parse(connect.getCapabilities()).first("host", "cpu");
        var sockets = node.sockets * node.nodes;
        var processor = new Processor(
                node.model,
                cpu.flatMap(told -> told.first("model")).map(Xml::text).orElse("unknown"),
                cpu.flatMap(told -> told.first("vendor")).map(Xml::text).orElse("unknown"),
                sockets,
                node.cores * sockets,
                node.cpus);
        return new Count(
                processor,
                new Bytes(Math.multiplyExact(node.memory, 1024L)),
                connect.getType() + " " + version(connect.getVersion()),
                LibvirtHypervisor.list(connect));
    }

    /** libvirt's number is 1,000,000 × major + 1,000 × minor + release. */
    private static String version(long number) {
        return "%d.%d.%d".formatted(number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
    }
}
