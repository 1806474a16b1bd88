package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** Disks that come and go, in the definition of a machine and, while it runs, in the machine. */
final class HotPlug {
    /** How long a guest may take to let go of a disk; one that is still booting sees the request when it has loaded its drivers. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final int XML_INACTIVE = 2;
    private static final int LIVE = 1;
    private static final int CONFIG = 2;

    private final LibvirtConnection libvirt;
    private final Duration patience;
    private final Progress progress;

    HotPlug(LibvirtConnection libvirt, Duration patience, Progress progress) {
        this.libvirt = libvirt;
        this.patience = patience;
        this.progress = progress;
    }

    void attach(InstanceId instance, DiskSpec disk, String xml) {
        libvirt.call("attach volume '%s' to instance '%s'".formatted(disk.volume(), instance), connect -> {
            var domain = LibvirtHypervisor.require(connect, instance);
            var missing = (defined(domain, disk).isPresent() ? 0 : CONFIG) | (needsLive(domain, disk) ? LIVE : 0);
            if (missing != 0) {
                domain.attachDeviceFlags(xml, missing);
            }
            return missing;
        });
    }

    /** First from the running machine, so that the definition names the disk for as long as the guest has it. */
    void detach(InstanceId instance, DiskSpec disk) {
        var wish = "detach volume '%s' from instance '%s'".formatted(disk.volume(), instance);
        var deadline = System.nanoTime() + patience.toNanos();
        var askAt = System.nanoTime();
        while (isLive(instance, disk, wish)) {
            if (System.nanoTime() > deadline) {
                throw Fault.LIBVIRT_REFUSED.because(
                        "The guest of instance '%s' did not let go of disk %s within %d s: unmount it inside, or stop the instance."
                                .formatted(instance, disk.target(), patience.toSeconds()));
            }
            // Before the request, in which libvirt itself waits some seconds for the guest.
            progress.report("waiting for the guest to let go of " + disk.target());
            if (System.nanoTime() - askAt >= 0) {
                askGuest(instance, disk, wish);
                askAt = System.nanoTime() + ASK_AGAIN.toNanos();
            } else {
                rest(instance);
            }
        }
        libvirt.call(wish, connect -> {
            var domain = LibvirtHypervisor.require(connect, instance);
            var there = defined(domain, disk);
            if (there.isPresent()) {
                domain.detachDeviceFlags(there.get().xml(), CONFIG);
            }
            return there;
        });
    }

    private boolean isLive(InstanceId instance, DiskSpec disk, String wish) {
        return libvirt.call(
                wish,
                connect ->
                        live(LibvirtHypervisor.require(connect, instance), disk).isPresent());
    }

    /** Only the guest can let go. A second request while the first is under way is refused, and changes nothing. */
    private void askGuest(InstanceId instance, DiskSpec disk, String wish) {
        libvirt.call(wish, connect -> {
            var domain = LibvirtHypervisor.require(connect, instance);
            var there = live(domain, disk);
            if (there.isPresent()) {
                Machine.unlessAlready(
                        () -> request(domain, there.get()),
                        () -> live(domain, disk).isEmpty());
            }
            return there;
        });
    }

    private static void request(Domain domain, DomainDocument.Disk disk) throws LibvirtException {
        try {
            domain.detachDeviceFlags(disk.xml(), LIVE);
        } catch (LibvirtException refused) {
            if (!LibvirtFaults.message(refused).contains("already in the process of unplug")) {
                throw refused;
            }
        }
    }

    private static boolean needsLive(Domain domain, DiskSpec disk) throws LibvirtException {
        return domain.isActive() == 1 && live(domain, disk).isEmpty();
    }

    private static Optional<DomainDocument.Disk> defined(Domain domain, DiskSpec disk) throws LibvirtException {
        return new DomainDocument(domain.getXMLDesc(XML_INACTIVE)).disk(disk.volume());
    }

    private static Optional<DomainDocument.Disk> live(Domain domain, DiskSpec disk) throws LibvirtException {
        return domain.isActive() == 1 ? new DomainDocument(domain.getXMLDesc(0)).disk(disk.volume()) : Optional.empty();
    }

    private static void rest(InstanceId instance) {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException interruption) {
            throw Fault.OPERATION_CANCELLED.because(
                    "The wait for the guest of instance '" + instance + "' was stopped.", interruption);
        }
    }
}
