package cloud.kowabunga.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.storage.VolumeId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * What a workflow may ask of the hypervisor of one Kaktus. Every call may be cut off before or after its effect and may
 * come twice: the second finds what the first did and agrees.
 *
 * <p>Raises {@code LIBVIRT_AWAY} (retryable) while the hypervisor cannot be reached, {@code LIBVIRT_REFUSED} where it says
 * no, {@code NOT_FOUND} for a domain that is not there (except where absence is the goal), {@code BUG}-category faults
 * for domain XML that libvirt rejects as malformed.
 */
@ActivityInterface(namePrefix = "Hypervisor.")
public interface HypervisorActivities {
    /** Defines the domain, or redefines it where it differs; writes its seed. Does not start it. */
    void define(DomainSpec spec);

    /** Destroys the domain if it runs, removes its definition, seed and logs. Absence is success. Images stay. */
    void undefine(InstanceId instance);

    /**
     * Does the power action and answers with the state afterwards. START of a running domain, STOP of one that is off, and so
     * on, change nothing. SHUTDOWN only presses the button and answers with the state at once.
     */
    InstanceState power(Power power);

    /** The state now. */
    InstanceState state(InstanceId instance);

    /** Attaches the disk to the definition and, if it runs, to the running machine. Attached already is success. */
    void attach(DiskOf disk);

    /** Detaches the disk from the definition and, if it runs, from the running machine; returns when the guest has let go. Absent is success. */
    void detach(DiskOf disk);

    /**
     * Lets a running machine grow one of its disks to that size: the image grows with it and the guest is told. Comes before
     * {@code BlockStore.resize}, because nobody else can resize an image that a machine holds open. Nothing to do where it is
     * off, and where the disk has that size.
     */
    void growDisk(DiskGrowth growth);

    /** All domains of ours on this Kaktus. */
    @ActivityMethod(name = "Hypervisor.ListDomains")
    List<DomainReport> domains();

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Power(InstanceId instance, PowerAction action) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DiskOf(InstanceId instance, DiskSpec disk) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DiskGrowth(InstanceId instance, VolumeId volume, Bytes size) {}
}
