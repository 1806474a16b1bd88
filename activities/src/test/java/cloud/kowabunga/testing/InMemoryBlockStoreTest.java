package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;

final class InMemoryBlockStoreTest extends BlockStoreContract {
    private final InMemoryDataCenter dataCenter = new InMemoryDataCenter()
            .addPool("local", PoolReach.KAKTUS, Bytes.ofMib(64))
            .addSource("/images/debian", Bytes.ofMib(16))
            .addBrokenSource("/images/letter");

    @Override
    protected BlockStoreActivities store() {
        return dataCenter.blockStore();
    }

    @Override
    protected BlockStoreActivities anotherAgent() {
        return dataCenter.blockStore();
    }

    @Override
    protected String pool() {
        return "local";
    }

    @Override
    protected String source() {
        return "/images/debian";
    }

    @Override
    protected Bytes sourceSize() {
        return Bytes.ofMib(16);
    }

    @Override
    protected String absentSource() {
        return "/images/never";
    }

    @Override
    protected String brokenSource() {
        return "/images/letter";
    }

    @Override
    protected void write(ImageRef image, String text) {
        dataCenter.write(image, text);
    }

    @Override
    protected String read(ImageRef image) {
        return dataCenter.read(image);
    }

    @Override
    protected List<String> leftovers() {
        return dataCenter.dump();
    }
}
