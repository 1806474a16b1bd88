package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.PoolReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pools that are directories on this Kaktus. Several agents may serve one directory at once: whatever is made is made out of sight and appears whole,
 * what must not happen together is done under a lock in the directory, and what a killed agent left is swept by the others.
 */
public final class DirectoryBlockStore implements BlockStoreActivities, DiskLocator, AutoCloseable {
    private final Map<String, DirectoryStore> pools = new TreeMap<>();

    public DirectoryBlockStore(List<DirectoryPool> pools, Progress progress) {
        this(pools, progress, Download.Patience.USUAL);
    }

    DirectoryBlockStore(List<DirectoryPool> pools, Progress progress, Download.Patience patience) {
        var imports = new Imports(new Download(patience), progress);
        for (var pool : pools) {
            this.pools.put(pool.name(), new DirectoryStore(new PoolFolder(pool), imports));
        }
    }

    @Override
    public void create(NewImage image) {
        in(image.image()).run(pool -> pool.create(image.image(), image.size()));
    }

    @Override
    public void cloneImage(Clone clone) {
        if (!clone.source().pool().equals(clone.image().pool())) {
            throw Fault.INVALID_VALUE.because(
                    "'%s' and its clone '%s' must be in one pool.".formatted(clone.source(), clone.image()));
        }
        in(clone.image()).run(pool -> pool.cloneImage(clone.source(), clone.image(), clone.size()));
    }

    @Override
    public Image importImage(Import source) {
        return in(source.image()).ask(pool -> pool.importImage(source.image(), source.source()));
    }

    @Override
    public void resize(NewImage image) {
        in(image.image()).run(pool -> pool.resize(image.image(), image.size()));
    }

    @Override
    public void delete(ImageRef image) {
        in(image).run(pool -> pool.delete(image));
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        in(snapshot.image())
                .run(pool -> pool.locked(() -> {
                    pool.snapshots().take(pool.require(snapshot.image()), snapshot.name());
                    return snapshot;
                }));
    }

    @Override
    public void rollback(Snapshot snapshot) {
        in(snapshot.image())
                .run(pool -> pool.locked(() -> {
                    pool.snapshots().rollback(pool.require(snapshot.image()), snapshot.name());
                    return snapshot;
                }));
    }

    @Override
    public void deleteSnapshot(Snapshot snapshot) {
        in(snapshot.image())
                .run(pool -> pool.locked(() -> {
                    var image = pool.find(snapshot.image());
                    if (image.isPresent()) {
                        pool.snapshots().remove(image.get(), snapshot.name());
                    }
                    return snapshot;
                }));
    }

    @Override
    public void claim(Exclusive claim) {
        in(claim.image()).run(pool -> pool.claims().take(claim.image(), claim.owner()));
    }

    @Override
    public void release(Exclusive claim) {
        in(claim.image()).run(pool -> pool.claims().giveBack(claim.image(), claim.owner()));
    }

    @Override
    public List<Image> images(String pool) {
        return store(pool).ask(DirectoryStore::images);
    }

    @Override
    public List<String> snapshots(ImageRef image) {
        return in(image).ask(pool -> pool.snapshots().names(pool.require(image)));
    }

    /** Answers while the directory is away too: that it is away is the answer. */
    @Override
    public PoolReport status(String pool) {
        return store(pool).status();
    }

    /** The state of all pools, for the agent's report. */
    public List<PoolReport> status() {
        return pools.values().stream().map(DirectoryStore::status).toList();
    }

    @Override
    public DiskSource locate(ImageRef image) {
        return in(image).locate(image);
    }

    /** Lets the other agents on the directories know that this one is gone. */
    @Override
    public void close() throws IOException {
        for (var pool : pools.values()) {
            pool.close();
        }
    }

    private DirectoryStore in(ImageRef image) {
        return store(image.pool());
    }

    private DirectoryStore store(String name) {
        return Optional.ofNullable(pools.get(name))
                .orElseThrow(() -> Fault.NOT_FOUND.because("This agent serves no pool '%s', but: %s."
                        .formatted(name, pools.isEmpty() ? "none" : String.join(", ", pools.keySet()))));
    }

    /** Qcow2 counts in sectors of 512 bytes. */
    static Bytes wholeSectors(Bytes size) {
        return new Bytes(Math.addExact(size.value(), 511) & ~511L);
    }
}
