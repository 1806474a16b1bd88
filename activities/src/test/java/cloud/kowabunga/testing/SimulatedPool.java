package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.PoolReach;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of one pool. Guarded by the lock of its data center. */
final class SimulatedPool {
    final String name;
    final PoolReach reach;
    final Bytes capacity;
    final Map<String, SimulatedImage> images = new TreeMap<>();
    boolean away;

    SimulatedPool(String name, PoolReach reach, Bytes capacity) {
        this.name = name;
        this.reach = reach;
        this.capacity = capacity;
    }

    void requireHere() {
        if (away) {
            throw Fault.POOL_AWAY.because("Pool '" + name + "' does not answer.");
        }
    }

    boolean has(ImageRef image) {
        return images.containsKey(image.image());
    }

    SimulatedImage image(ImageRef image) {
        return Optional.ofNullable(images.get(image.image()))
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no image '" + image + "'."));
    }

    /** Bytes that are promised to images; every image counts with all that its guest may write. */
    Bytes used() {
        return images.values().stream().map(image -> image.size).reduce(Bytes.ZERO, Bytes::plus);
    }

    Bytes free() {
        return new Bytes(Math.max(0, capacity.value() - used().value()));
    }

    void requireRoom(long bytes) {
        if (bytes > free().value()) {
            throw Fault.POOL_FULL.because("Pool '%s' has %s left, and %s are needed."
                    .formatted(name, free().forPeople(), new Bytes(bytes).forPeople()));
        }
    }

    void grow(ImageRef ref, Bytes size) {
        var image = image(ref);
        if (size.compareTo(image.size) < 0) {
            throw Fault.INVALID_VALUE.because("Image '%s' has %s and cannot shrink to %s."
                    .formatted(ref, image.size.forPeople(), size.forPeople()));
        }
        requireRoom(size.value() - image.size.value());
        image.size = size;
    }

    boolean hasCloneOf(String image) {
        return images.values().stream().anyMatch(other -> image.equals(other.clonedFrom));
    }

    Stream<String> dump() {
        return images.entrySet().stream()
                .map(entry -> "image " + name + "/" + entry.getKey() + ": " + entry.getValue());
    }

    /** One image with its snapshots, oldest first. */
    static final class SimulatedImage {
        final @Nullable String clonedFrom;
        final Map<String, String> snapshots = new LinkedHashMap<>();
        Bytes size;
        String content;

        @Nullable String owner;

        SimulatedImage(Bytes size, @Nullable String clonedFrom, String content) {
            this.size = size;
            this.clonedFrom = clonedFrom;
            this.content = content;
        }

        @Override
        public String toString() {
            return size.forPeople()
                    + (clonedFrom == null ? "" : ", clone of " + clonedFrom)
                    + (owner == null ? "" : ", claimed by " + owner)
                    + (snapshots.isEmpty() ? "" : ", snapshots " + snapshots.keySet());
        }
    }
}
