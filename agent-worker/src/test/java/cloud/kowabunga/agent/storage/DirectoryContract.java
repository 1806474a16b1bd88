package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.testing.BlockStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of block stores, kept by directories with real image files. */
abstract class DirectoryContract extends BlockStoreContract {
    private static final int SOURCE_MEBIBYTES = 8;

    @TempDir
    private Path folder;

    private Path pool;
    private DirectoryBlockStore store;
    private DirectoryBlockStore another;

    abstract ImageFormat format();

    @BeforeEach
    void open_two_agents_on_one_directory() throws IOException {
        pool = Files.createDirectory(folder.resolve("pool"));
        ImageTools.bootable(folder.resolve("source.img"), SOURCE_MEBIBYTES, "the source");
        Files.writeString(folder.resolve("broken.img"), "This is no disk image.\n".repeat(100));
        store = open();
        another = open();
    }

    @AfterEach
    void close_the_agents() throws IOException {
        store.close();
        another.close();
    }

    private DirectoryBlockStore open() {
        return new DirectoryBlockStore(List.of(new DirectoryPool("local", pool, format())), Progress.UNHEARD);
    }

    @Override
    protected BlockStoreActivities store() {
        return store;
    }

    @Override
    protected BlockStoreActivities anotherAgent() {
        return another;
    }

    @Override
    protected String pool() {
        return "local";
    }

    @Override
    protected String source() {
        return folder.resolve("source.img").toString();
    }

    @Override
    protected Bytes sourceSize() {
        return Bytes.ofMib(SOURCE_MEBIBYTES);
    }

    @Override
    protected String absentSource() {
        return folder.resolve("absent.img").toString();
    }

    @Override
    protected String brokenSource() {
        return "file://" + folder.resolve("broken.img");
    }

    @Override
    protected void write(ImageRef image, String text) {
        ImageTools.write(file(image), text);
    }

    @Override
    protected String read(ImageRef image) {
        return ImageTools.read(file(image));
    }

    @Override
    protected List<String> leftovers() {
        return PoolFiles.leftIn(pool);
    }

    private ImageFile file(ImageRef image) {
        return new ImageFile(pool.resolve(image.image() + "." + format().wire()), format());
    }
}
