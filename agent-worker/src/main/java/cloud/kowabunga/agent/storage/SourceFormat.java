package cloud.kowabunga.agent.storage;

import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The kind of disk image that a file from outside is, told by its signature before any program opens it: several formats name other files, and who may
 * import an image must not be able to read the files of the Kaktus. A file without a signature is no image, however it is called.
 */
final class SourceFormat {
    private static final int HEAD = 1 << 17;

    private final byte[] head;
    private final byte[] tail;
    private final String source;

    private SourceFormat(byte[] head, byte[] tail, String source) {
        this.head = head;
        this.tail = tail;
        this.source = source;
    }

    /** The format's name for qemu-img. Raises SOURCE_NOT_AN_IMAGE. */
    static String of(Path file, String source) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            var head = new byte[(int) Math.min(HEAD, open.length())];
            open.readFully(head);
            var tail = new byte[(int) Math.min(512, open.length())];
            open.seek(open.length() - tail.length);
            open.readFully(tail);
            var format = new SourceFormat(head, tail, source).detect();
            if (format.equals("qcow2")) {
                requireAlone(file, source);
            }
            return format;
        }
    }

    private String detect() {
        if (text(0, "QFI\u00fb")) {
            return "qcow2";
        }
        if (text(0, "vhdxfile")) {
            return "vhdx";
        }
        if (text(0, "conectix") || new String(tail, StandardCharsets.ISO_8859_1).startsWith("conectix")) {
            return "vpc";
        }
        if (little(0x40) == 0xbeda107fL) {
            return "vdi";
        }
        if (text(0, "KDMV") || text(0, "# Disk DescriptorFile")) {
            throw no("is a VMware disk, which may name other files; convert it to qcow2 first");
        }
        if (little(0, 2) == 0x8b1f || text(0, "\u00fd7zXZ") || text(0, "BZh") || text(0, "PK\3\4") || isZstandard()) {
            throw no("is compressed; unpack it first");
        }
        if (isRaw()) {
            return "raw";
        }
        throw no("is not a disk image: it has no partition table, no file system and no known format");
    }

    /** A boot record or GPT, an optical disc, or a bare ext, XFS or Btrfs file system. */
    private boolean isRaw() {
        return (head.length >= 512 && little(510, 2) == 0xaa55)
                || text(512, "EFI PART")
                || text(0x8001, "CD001")
                || (head.length > 2048 && little(1080, 2) == 0xef53)
                || text(0, "XFSB")
                || text(0x10040, "_BHRfS_M");
    }

    private boolean isZstandard() {
        return little(0) == 0xfd2fb528L;
    }

    private static void requireAlone(Path file, String source) throws IOException {
        Optional<Qcow2Header> header;
        try {
            header = Qcow2Header.read(file);
        } catch (IOException damaged) {
            header = Optional.empty();
        }
        var told = header.orElseThrow(
                () -> Fault.SOURCE_NOT_AN_IMAGE.because("'" + source + "' is a damaged qcow2 image."));
        if (told.backing().isPresent() || told.externalData()) {
            throw Fault.SOURCE_NOT_AN_IMAGE.because("'" + source
                    + "' keeps part of its content in another file; flatten it with qemu-img convert first.");
        }
    }

    private boolean text(int offset, String expected) {
        var bytes = expected.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= offset + bytes.length
                && java.util.Arrays.equals(head, offset, offset + bytes.length, bytes, 0, bytes.length);
    }

    private long little(int offset) {
        return little(offset, 4);
    }

    private long little(int offset, int length) {
        if (head.length < offset + length) {
            return -1;
        }
        var bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return length == 2
                ? Short.toUnsignedLong(bytes.getShort(offset))
                : Integer.toUnsignedLong(bytes.getInt(offset));
    }

    private cloud.kowabunga.fault.KowabungaException no(String why) {
        return Fault.SOURCE_NOT_AN_IMAGE.because("'" + source + "' " + why + ".");
    }
}
