package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.topology.PoolReport;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * What a workflow may ask of the block stores that an agent serves: a directory or Ceph. Several agents may serve one
 * pool. Every call may be cut off before or after its effect and may come twice, also on another agent of the pool: the second finds what the first
 * did and agrees; a half-made image is never visible under its name.
 *
 * <p>Raises {@code POOL_AWAY} (retryable), {@code POOL_FULL}, {@code STORE_REFUSED}, {@code NOT_FOUND}, {@code IN_USE}.
 */
@ActivityInterface(namePrefix = "BlockStore.")
public interface BlockStoreActivities {
    /** Makes an empty image; one of the same name and size is success, of another size IN_USE. */
    void create(NewImage image);

    /** Makes an image that begins as a copy-on-write clone of another one in the same pool, grown to the size wanted. */
    @ActivityMethod(name = "BlockStore.Clone")
    void cloneImage(Clone clone);

    /**
     * Fetches an image from a URL (http, https) or an absolute path on the Kaktus, checks that it is a disk image (qcow2, raw
     * and others that qemu-img knows), and keeps it. Reports progress. Raises {@code SOURCE_ABSENT}, {@code SOURCE_NOT_AN_IMAGE}, {@code SOURCE_BROKE_OFF},
     * {@code SOURCE_AWAY}; leaves no file behind when it fails.
     */
    @ActivityMethod(name = "BlockStore.Import")
    Image importImage(Import source);

    /**
     * Grows the image; smaller than it is raises {@code INVALID_VALUE}; equal is success. An image that a running machine holds
     * open has been grown by {@code Hypervisor.growDisk} before; where it has not, {@code IN_USE} says so.
     */
    void resize(NewImage image);

    /** Removes the image. Absence is success. Raises IN_USE while clones depend on it. */
    void delete(ImageRef image);

    /** Freezes the content of an image under a name. The same name again is success. */
    void snapshot(Snapshot snapshot);

    /** Puts the image back to the content of a snapshot; the image must not be in use. */
    void rollback(Snapshot snapshot);

    /** Removes a snapshot. Absence is success. */
    void deleteSnapshot(Snapshot snapshot);

    /** Takes the image for one owner, exclusively; by the same owner again is success, by another one IN_USE. */
    void claim(Exclusive claim);

    /** Gives an image back that this owner had; anything else changes nothing. */
    void release(Exclusive claim);

    /** All whole images of a pool, templates and volumes. */
    @ActivityMethod(name = "BlockStore.ListImages")
    List<Image> images(String pool);

    /** The names of the snapshots of an image, oldest first. */
    @ActivityMethod(name = "BlockStore.ListSnapshots")
    List<String> snapshots(ImageRef image);

    /** Capacity and health of a pool. */
    PoolReport status(String pool);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record NewImage(ImageRef image, Bytes size) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Clone(ImageRef source, ImageRef image, Bytes size) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Import(ImageRef image, String source) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Snapshot(ImageRef image, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Exclusive(ImageRef image, String owner) {}
}
