package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.testing.SimulatedPool.SimulatedImage;
import cloud.kowabunga.topology.PoolReport;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One agent's view of the pools of a simulated data center. */
final class InMemoryBlockStore implements BlockStoreActivities {
    private final InMemoryDataCenter dataCenter;

    InMemoryBlockStore(InMemoryDataCenter dataCenter) {
        this.dataCenter = dataCenter;
    }

    @Override
    public void create(NewImage image) {
        in(image.image(), pool -> make(pool, image.image(), image.size(), null, ""));
    }

    @Override
    public void cloneImage(Clone clone) {
        in(clone.image(), pool -> {
            if (!clone.source().pool().equals(clone.image().pool())) {
                throw Fault.INVALID_VALUE.because(
                        "'%s' and its clone '%s' must be in one pool.".formatted(clone.source(), clone.image()));
            }
            var source = pool.image(clone.source());
            if (clone.size().compareTo(source.size) < 0) {
                throw Fault.INVALID_VALUE.because("A clone of '%s' has at least %s, not %s."
                        .formatted(
                                clone.source(),
                                source.size.forPeople(),
                                clone.size().forPeople()));
            }
            make(pool, clone.image(), clone.size(), clone.source().image(), source.content);
        });
    }

    @Override
    public Image importImage(Import source) {
        return ask(source.image().pool(), pool -> {
            if (!pool.has(source.image())) {
                var size = dataCenter.fetch(source.source());
                make(pool, source.image(), size, null, source.source());
            }
            return new Image(source.image(), pool.image(source.image()).size);
        });
    }

    @Override
    public void resize(NewImage wanted) {
        in(wanted.image(), pool -> {
            var grows = wanted.size().compareTo(pool.image(wanted.image()).size) > 0;
            if (grows && isOpen(wanted.image())) {
                throw Fault.IN_USE.because(
                        "A machine runs with image '" + wanted.image() + "' and must grow it itself.");
            }
            pool.grow(wanted.image(), wanted.size());
        });
    }

    @Override
    public void delete(ImageRef image) {
        in(image, pool -> {
            if (pool.hasCloneOf(image.image())) {
                throw Fault.IN_USE.because("Image '" + image + "' has clones; delete them first.");
            }
            pool.images.remove(image.image());
        });
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        of(snapshot.image(), image -> image.snapshots.putIfAbsent(snapshot.name(), image.content));
    }

    @Override
    public void rollback(Snapshot snapshot) {
        of(snapshot.image(), image -> {
            if (isOpen(snapshot.image())) {
                throw Fault.IN_USE.because("Image '" + snapshot.image() + "' is in use; stop its instance first.");
            }
            var content = image.snapshots.get(snapshot.name());
            if (content == null) {
                throw Fault.NOT_FOUND.because(
                        "Image '" + snapshot.image() + "' has no snapshot '" + snapshot.name() + "'.");
            }
            image.content = content;
        });
    }

    @Override
    public void deleteSnapshot(Snapshot snapshot) {
        in(snapshot.image(), pool -> {
            if (pool.has(snapshot.image())) {
                pool.image(snapshot.image()).snapshots.remove(snapshot.name());
            }
        });
    }

    @Override
    public void claim(Exclusive claim) {
        of(claim.image(), image -> {
            if (image.owner != null && !image.owner.equals(claim.owner())) {
                throw Fault.IN_USE.because("Image '" + claim.image() + "' belongs to " + image.owner + " now.");
            }
            image.owner = claim.owner();
        });
    }

    @Override
    public void release(Exclusive claim) {
        in(claim.image(), pool -> {
            if (pool.has(claim.image()) && claim.owner().equals(pool.image(claim.image()).owner)) {
                pool.image(claim.image()).owner = null;
            }
        });
    }

    @Override
    public List<Image> images(String name) {
        return ask(
                name,
                pool -> pool.images.entrySet().stream()
                        .map(entry -> new Image(new ImageRef(name, entry.getKey()), entry.getValue().size))
                        .toList());
    }

    @Override
    public List<String> snapshots(ImageRef image) {
        return ask(image.pool(), pool -> List.copyOf(pool.image(image).snapshots.keySet()));
    }

    /** Answers while the pool is away too: that it is away is the answer. */
    @Override
    public PoolReport status(String name) {
        synchronized (dataCenter) {
            var pool = dataCenter.pool(name);
            return new PoolReport(
                    name,
                    "memory",
                    pool.reach,
                    pool.capacity,
                    pool.free(),
                    pool.away ? "Pool '" + name + "' does not answer." : null);
        }
    }

    private static void make(
            SimulatedPool pool, ImageRef ref, Bytes size, @Nullable String clonedFrom, String content) {
        if (pool.has(ref)) {
            var there = pool.image(ref);
            if (!there.size.equals(size) || !Objects.equals(there.clonedFrom, clonedFrom)) {
                throw Fault.IN_USE.because(
                        "There is another image '" + ref + "' already, with " + there.size.forPeople() + ".");
            }
            return;
        }
        pool.requireRoom(size.value());
        pool.images.put(ref.image(), new SimulatedImage(size, clonedFrom, content));
    }

    private boolean isOpen(ImageRef image) {
        return dataCenter.kaktuses().stream().anyMatch(kaktus -> kaktus.uses(image));
    }

    private void in(ImageRef image, Consumer<SimulatedPool> change) {
        ask(image.pool(), pool -> {
            change.accept(pool);
            return pool;
        });
    }

    private void of(ImageRef ref, Consumer<SimulatedImage> change) {
        in(ref, pool -> change.accept(pool.image(ref)));
    }

    private <T> T ask(String name, Function<SimulatedPool, T> question) {
        dataCenter.latency().pass();
        synchronized (dataCenter) {
            var pool = dataCenter.pool(name);
            pool.requireHere();
            return question.apply(pool);
        }
    }
}
