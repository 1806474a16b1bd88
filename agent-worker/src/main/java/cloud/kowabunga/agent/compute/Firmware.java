package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.storage.DiskLocator;
import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import cloud.kowabunga.agent.storage.EfiPartition;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by which firmware a machine boots. UEFI is the default of the API, but it boots nothing from a disk that was made for BIOS, and not every
 * Kaktus has it; so a machine gets UEFI where it was asked for, is installed, and can find something to start.
 */
final class Firmware {
    private static final Logger LOG = LoggerFactory.getLogger(Firmware.class);

    /** Where the packages of UEFI firmware tell libvirt about themselves. */
    private static final Path DESCRIPTIONS = Path.of("/usr/share/qemu/firmware");

    private final DiskLocator disks;

    Firmware(DiskLocator disks) {
        this.disks = disks;
    }

    boolean isUefi(DomainSpec spec) {
        if (!spec.uefi()) {
            return false;
        }
        if (!isInstalled()) {
            LOG.info("Instance {} boots by BIOS: this Kaktus has no UEFI firmware (package ovmf).", spec.instance());
            return false;
        }
        var bootable = spec.disks().stream().allMatch(DiskSpec::readOnly)
                || spec.disks().stream().anyMatch(disk -> !disk.readOnly() && isBootable(disk));
        if (!bootable) {
            LOG.info("Instance {} boots by BIOS: none of its disks has an EFI system partition.", spec.instance());
        }
        return bootable;
    }

    private boolean isBootable(DiskSpec disk) {
        return switch (disks.locate(disk.image())) {
            case FileDisk file -> EfiPartition.isOn(file);
        };
    }

    private static boolean isInstalled() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DESCRIPTIONS, "*.json")) {
            return files.iterator().hasNext();
        } catch (IOException absent) {
            return false;
        }
    }
}
