package cloud.kowabunga.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EfiPartitionTest {
    private static final int FIRST_MBR_TYPE = 446 + 4;
    private static final int FIRST_GPT_ENTRY = 1024;
    private static final byte[] GPT_TYPE = HexFormat.of().parseHex("28732ac11ff8d211ba4b00a0c93ec93b");

    @TempDir
    private Path folder;

    @Test
    void a_disk_made_for_bios_has_none() throws IOException {
        assertThat(EfiPartition.isOn(disk(0, new byte[] {0}))).isFalse();
        assertThat(EfiPartition.isOn(new FileDisk(folder.resolve("absent"), ImageFormat.RAW, false)))
                .isFalse();
    }

    @Test
    void it_is_found_in_both_kinds_of_partition_tables() throws IOException {
        assertThat(EfiPartition.isOn(disk(FIRST_MBR_TYPE, new byte[] {(byte) 0xef})))
                .isTrue();
        assertThat(EfiPartition.isOn(disk(FIRST_GPT_ENTRY, GPT_TYPE))).isTrue();
        assertThat(EfiPartition.isOn(disk(FIRST_GPT_ENTRY + 5 * 128, GPT_TYPE))).isTrue();
    }

    private FileDisk disk(int offset, byte[] bytes) throws IOException {
        var raw = ImageTools.bootable(folder.resolve("disk.raw"), 1, "");
        var content = Files.readAllBytes(raw);
        System.arraycopy(bytes, 0, content, offset, bytes.length);
        Files.write(raw, content);
        var qcow2 = folder.resolve("disk.qcow2");
        ImageTools.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), qcow2.toString());
        return new FileDisk(qcow2, ImageFormat.QCOW2, false);
    }
}
