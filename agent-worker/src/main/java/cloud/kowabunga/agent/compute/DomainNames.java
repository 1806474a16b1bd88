package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What things of ours are called in libvirt; all of it follows from their ids, so that it can be found again without a memory. */
final class DomainNames {
    static final String PREFIX = "kowabunga-";
    static final String NAMESPACE = "https://kowabunga.cloud/libvirt/1";

    private DomainNames() {}

    static String domain(InstanceId instance) {
        return PREFIX + instance.value();
    }

    static String uuid(InstanceId instance) {
        return UUID.nameUUIDFromBytes(("kowabunga/instance/" + instance.value()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** libvirt keeps names of devices that begin with {@code ua-} as they are given. */
    static String alias(VolumeId volume) {
        return "ua-volume-" + volume.value();
    }

    static String alias(AdapterId adapter) {
        return "ua-adapter-" + adapter.value();
    }

    /** By which the guest finds the disk below /dev/disk/by-id; virtio has room for 20 characters. */
    static String serial(VolumeId volume) {
        var digits = volume.value().replaceAll("[^A-Za-z0-9]", "");
        return digits.substring(Math.max(0, digits.length() - 20));
    }
}
