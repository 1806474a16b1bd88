package cloud.kowabunga.agent.storage;

import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/** Whether UEFI firmware finds an EFI system partition on a disk. UEFI Specification 2.10, section 5: MBR type 0xEF, or the type's GUID in a GPT. */
public final class EfiPartition {
    /** C12A7328-F81F-11D2-BA4B-00A0C93EC93B as it lies on a disk, in two little-endian numbers. */
    private static final long TYPE_LOW = 0x11d2f81fc12a7328L;

    private static final long TYPE_HIGH = 0x3bc93ec9a0004bbaL;
    private static final int SECTOR = 512;
    private static final int SECTORS = 34;

    private EfiPartition() {}

    /** A disk that cannot be read has none. */
    public static boolean isOn(FileDisk disk) {
        try {
            var head = Files.createTempFile("kowabunga-", ".head");
            try {
                var result = Command.of(
                                "qemu-img",
                                "dd",
                                "-U",
                                "-f",
                                disk.format().wire(),
                                "-O",
                                "raw",
                                "bs=" + SECTOR,
                                "count=" + SECTORS,
                                "if=" + disk.path(),
                                "of=" + head)
                        .run();
                return result.succeeded() && isIn(Files.readAllBytes(head));
            } finally {
                Files.deleteIfExists(head);
            }
        } catch (IOException unreadable) {
            return false;
        }
    }

    static boolean isIn(byte[] head) {
        if (head.length < SECTOR) {
            return false;
        }
        var bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        for (var entry = 446; entry < 510; entry += 16) {
            if (head[entry + 4] == (byte) 0xef) {
                return true;
            }
        }
        for (var entry = 2 * SECTOR; entry + 128 <= head.length; entry += 128) {
            if (bytes.getLong(entry) == TYPE_LOW && bytes.getLong(entry + 8) == TYPE_HIGH) {
                return true;
            }
        }
        return false;
    }
}
