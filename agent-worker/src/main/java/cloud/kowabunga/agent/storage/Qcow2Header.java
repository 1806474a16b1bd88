package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first bytes of a qcow2 file say. Read here and not by qemu-img, because a pool has many images, and because QEMU opens the other files
 * that a header names before anybody could refuse them. Fields: QEMU, docs/interop/qcow2.txt.
 *
 * @param size what a guest sees
 * @param backing the file that it is a clone of
 * @param externalData whether the content lies in another file
 */
record Qcow2Header(Bytes size, Optional<String> backing, boolean externalData) {
    private static final int MAGIC = 0x514649fb;
    private static final int LENGTH = 104;
    private static final int LONGEST_NAME = 1023;

    /** Empty where the file is not qcow2. */
    static Optional<Qcow2Header> read(Path file) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            var bytes = new byte[LENGTH];
            var length = open.read(bytes);
            var header = ByteBuffer.wrap(bytes);
            if (length < 72 || header.getInt(0) != MAGIC || header.getLong(24) < 0) {
                return Optional.empty();
            }
            var external = header.getInt(4) >= 3 && length == LENGTH && (header.getLong(72) & 4) != 0;
            return Optional.of(new Qcow2Header(
                    new Bytes(header.getLong(24)), name(open, header.getLong(8), header.getInt(16)), external));
        }
    }

    private static Optional<String> name(RandomAccessFile open, long offset, int length) throws IOException {
        if (offset == 0) {
            return Optional.empty();
        }
        if (offset < 0 || length <= 0 || length > LONGEST_NAME || offset + length > open.length()) {
            throw new IOException("The name of the backing file is damaged.");
        }
        var bytes = new byte[length];
        open.seek(offset);
        open.readFully(bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
