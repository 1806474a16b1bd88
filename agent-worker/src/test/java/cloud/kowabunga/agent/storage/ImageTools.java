package cloud.kowabunga.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.agent.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Does to image files what guests and their makers would do. Needs the package qemu-utils. */
final class ImageTools {
    private static final int SECTOR = 512;
    private static final int SIGNATURE_AT = 510;

    private ImageTools() {}

    /** A raw image with a boot record, of so many MiB, that begins with the text. */
    static Path bootable(Path file, int mebibytes, String text) {
        try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            out.setLength((long) mebibytes << 20);
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.seek(SIGNATURE_AT);
            out.write(new byte[] {0x55, (byte) 0xaa});
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void write(ImageFile image, String text) {
        var sector = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), SECTOR);
        withFile(file -> {
            Files.write(file, sector);
            run(
                    "qemu-io",
                    "-f",
                    image.format().wire(),
                    "-c",
                    "write -s " + file + " 0 " + SECTOR,
                    image.path().toString());
            return "";
        });
    }

    static String read(ImageFile image) {
        return withFile(file -> {
            run(
                    "qemu-img",
                    "dd",
                    "-U",
                    "-f",
                    image.format().wire(),
                    "-O",
                    "raw",
                    "bs=" + SECTOR,
                    "count=1",
                    "if=" + image.path(),
                    "of=" + file);
            var text = new String(Files.readAllBytes(file), 0, SIGNATURE_AT, StandardCharsets.UTF_8);
            return text.replace("\0", "");
        });
    }

    static void run(String... words) throws IOException {
        var result = Command.of(words).run();
        assertThat(result.exit()).as(result.output() + result.errors()).isZero();
    }

    private interface Work {
        String on(Path file) throws IOException;
    }

    private static String withFile(Work work) {
        try {
            var file = Files.createTempFile("kowabunga-test-", ".sector");
            try {
                return work.on(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
