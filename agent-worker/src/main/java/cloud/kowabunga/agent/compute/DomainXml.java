package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.storage.DiskLocator;
import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.NicSpec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes machines as libvirt wants them described (https://libvirt.org/formatdomain.html). The machine type is {@code pc}: disks come and go by ACPI on
 * its one PCI bus, where {@code q35} needs a port made beforehand for each, and the kernels of small cloud images lack drivers for its disc drives.
 */
final class DomainXml {
    private final DiskLocator disks;
    private final DomainType type;
    private final boolean uefi;

    /** @param uefi whether this machine boots by UEFI firmware */
    DomainXml(DiskLocator disks, DomainType type, boolean uefi) {
        this.disks = disks;
        this.type = type;
        this.uefi = uefi;
    }

    String of(DomainSpec spec, DomainFiles.Paths files) {
        var domain = Xml.root("domain", "type", type.wire());
        domain.text("name", DomainNames.domain(spec.instance()))
                .text("uuid", DomainNames.uuid(spec.instance()))
                .text("title", spec.title());
        metadata(domain, spec);
        var memory = Long.toString(spec.memory().value());
        domain.add("memory", "unit", "b").content(memory);
        domain.add("currentMemory", "unit", "b").content(memory);
        domain.add("vcpu", "placement", "static").content(Integer.toString(spec.vcpus()));
        platform(domain);
        domain.add("clock", "offset", "utc");
        domain.text("on_poweroff", "destroy").text("on_reboot", "restart").text("on_crash", "destroy");
        var devices = domain.add("devices");
        var order = new AtomicInteger();
        spec.disks().stream().filter(disk -> !disk.readOnly()).forEach(disk -> bootable(devices, disk, order));
        spec.disks().stream().filter(DiskSpec::readOnly).forEach(disk -> bootable(devices, disk, order));
        seed(devices, files);
        spec.nics().forEach(nic -> adapter(devices, nic));
        others(devices, files);
        return domain.toString();
    }

    /** One disk as a device to attach. */
    String of(DiskSpec disk) {
        var root = Xml.root("devices");
        return disk(root, disk).toString();
    }

    private static void metadata(Xml domain, DomainSpec spec) {
        domain.add("metadata")
                .add("kowabunga:instance", "xmlns:kowabunga", DomainNames.NAMESPACE)
                .text("kowabunga:id", spec.instance().value())
                .text("kowabunga:title", spec.title())
                .text("kowabunga:operation", spec.operation().value());
    }

    private void platform(Xml domain) {
        var os = uefi ? domain.add("os", "firmware", "efi") : domain.add("os");
        os.add("type", "arch", "x86_64", "machine", "pc").content("hvm");
        if (uefi) {
            os.add("firmware").add("feature", "enabled", "no", "name", "secure-boot");
        }
        var features = domain.add("features");
        features.add("acpi");
        features.add("apic");
        switch (type) {
            case KVM -> domain.add("cpu", "mode", "host-passthrough", "check", "none");
            case QEMU -> {
                // The translated code of a small guest fits into 32 MiB; the default grows to a gigabyte.
                features.add("tcg").add("tb-cache", "unit", "MiB").content("32");
                domain.add("cpu", "mode", "custom", "match", "exact", "check", "none")
                        .add("model", "fallback", "forbid")
                        .content("qemu64");
            }
        }
    }

    private void bootable(Xml devices, DiskSpec disk, AtomicInteger order) {
        disk(devices, disk).add("boot", "order", Integer.toString(order.incrementAndGet()));
    }

    private Xml disk(Xml devices, DiskSpec disk) {
        var element = switch (disks.locate(disk.image())) {
            case FileDisk file -> file(devices, disk, file);
        };
        if (disk.readOnly()) {
            // A drive on this bus can come and go while the machine runs, unlike one on IDE.
            element.add("target", "dev", "s" + disk.target().substring(1), "bus", "scsi");
            element.add("readonly");
        } else {
            element.add("target", "dev", disk.target(), "bus", "virtio");
        }
        element.text("serial", DomainNames.serial(disk.volume()));
        element.add("alias", "name", DomainNames.alias(disk.volume()));
        return element;
    }

    private static Xml file(Xml devices, DiskSpec disk, FileDisk file) {
        var element = devices.add("disk", "type", "file", "device", disk.readOnly() ? "cdrom" : "disk");
        element.add("driver")
                .with("name", "qemu", "type", file.format().wire())
                .with("cache", file.direct() ? "none" : "writeback", "discard", "unmap");
        element.add("source", "file", file.path().toString());
        return element;
    }

    /** On IDE, which every guest finds without knowing virtio, and which leaves the names of the virtio disks to the volumes. */
    private static void seed(Xml devices, DomainFiles.Paths files) {
        var seed = devices.add("disk", "type", "file", "device", "cdrom");
        seed.add("driver", "name", "qemu", "type", "raw");
        seed.add("source", "file", files.seed().toString());
        seed.add("target", "dev", "hda", "bus", "ide");
        seed.add("readonly");
    }

    /** The VLAN, if any, is the bridge's affair: the bridge that the VNet names is in it already. */
    private static void adapter(Xml devices, NicSpec nic) {
        var adapter = devices.add("interface", "type", "bridge");
        adapter.add("mac", "address", nic.mac().value());
        adapter.add("source", "bridge", nic.bridge());
        adapter.add("model", "type", "virtio");
        adapter.add("alias", "name", DomainNames.alias(nic.adapter()));
        adapter.add("rom", "enabled", "no");
    }

    private static void others(Xml devices, DomainFiles.Paths files) {
        devices.add("controller", "type", "scsi", "index", "0", "model", "virtio-scsi");
        devices.add("controller", "type", "usb", "model", "none");
        var serial = devices.add("serial", "type", "pty");
        serial.add("log", "file", files.console().toString(), "append", "on");
        serial.add("target", "port", "0");
        devices.add("console", "type", "pty").add("target", "type", "serial", "port", "0");
        devices.add("video").add("model", "type", "none");
        devices.add("memballoon", "model", "virtio");
        devices.add("rng", "model", "virtio").add("backend", "model", "random").content("/dev/urandom");
    }
}
