package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The program qemu-img, for one pool. Formats are always told, never guessed from what a guest may have written. */
final class QemuImg {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PERCENT = Pattern.compile("\\s*\\(([0-9.]+)/100%\\)");
    private static final long SMALLEST_TAIL = 1 << 16;
    private static final Duration LONG = Duration.ofDays(1);

    private final String pool;

    QemuImg(String pool) {
        this.pool = pool;
    }

    void create(Path file, ImageFormat format, Bytes size) throws IOException {
        must("create", "-q", "-f", format.wire(), file.toString(), Long.toString(size.value()));
    }

    /** Makes a qcow2 clone of a file in the same directory, which it names without the directory, so that the pool can move. */
    void createClone(Path file, ImageFile source, Bytes size) throws IOException {
        must(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                source.format().wire(),
                "-b",
                source.fileName(),
                file.toString(),
                Long.toString(size.value()));
    }

    /** Grows the image. Raises IN_USE where a running machine has it open. */
    void resize(ImageFile image, Bytes size) throws IOException {
        must("resize", "-q", "-f", image.format().wire(), image.path().toString(), Long.toString(size.value()));
    }

    /** Whether a running machine has the image open for writing. */
    boolean isOpen(ImageFile image) throws IOException {
        return isLock(ask("info", "-f", image.format().wire(), image.path().toString()));
    }

    /** What qemu-img knows of a file that no machine uses. */
    JsonNode info(Path file, String format) throws IOException {
        return JSON.readTree(
                must("info", "--output=json", "-f", format, file.toString()).output());
    }

    /** Raises SOURCE_NOT_AN_IMAGE where the file's inner references are broken or lead past its end, as in one that was cut off. */
    void check(Path file, String format, String source) throws IOException {
        var result = Command.of("qemu-img", "check", "--output=json", "-f", format, file.toString())
                .within(LONG)
                .run();
        // 3 means clusters that nobody refers to: lost room and no lost data.
        if ((!result.succeeded() && result.exit() != 3) || isCutOff(file, JSON.readTree(result.output()))) {
            throw Fault.SOURCE_NOT_AN_IMAGE.because(
                    "'" + source + "' is a damaged or incomplete " + format + " image.");
        }
    }

    /** What lies past the end reads as zeros, so that qemu-img alone takes half a file for a smaller one. The last cluster may be cut short. */
    private static boolean isCutOff(Path file, JsonNode check) throws IOException {
        return check.path("image-end-offset").asLong(0) - Files.size(file) >= SMALLEST_TAIL;
    }

    /** Copies an image into another file and format. A source that cannot be read raises SOURCE_NOT_AN_IMAGE. */
    void convert(Path from, String fromFormat, Path to, ImageFormat format, Progress progress, String source)
            throws IOException {
        var words = List.of(
                "qemu-img", "convert", "-p", "-f", fromFormat, "-O", format.wire(), from.toString(), to.toString());
        var last = new AtomicReference<>("storing");
        var result = Command.of(words)
                .within(LONG)
                .tell(line -> {
                    var percent = PERCENT.matcher(line);
                    if (percent.lookingAt()) {
                        last.set("storing, " + (int) Double.parseDouble(percent.group(1)) + " %");
                        progress.report(last.get());
                    }
                })
                .meanwhile(() -> progress.report(last.get()))
                .run();
        if (result.succeeded()) {
            return;
        }
        var complaint = complaint(result);
        if (StoreFaults.isFull(complaint) || complaint.contains("writing")) {
            throw StoreFaults.said(pool, complaint, null);
        }
        throw Fault.SOURCE_NOT_AN_IMAGE.because("'" + source + "' is a damaged disk image.");
    }

    /** Id by name of the snapshots inside a qcow2 file, oldest first. */
    List<Map.Entry<String, String>> snapshots(ImageFile image) throws IOException {
        var words = List.of(
                "info", "-U", "--output=json", "-f", "qcow2", image.path().toString());
        var list = JSON.readTree(must(words.toArray(String[]::new)).output()).path("snapshots");
        return StreamSupport.stream(list.spliterator(), false)
                .map(each ->
                        Map.entry(each.path("name").asText(), each.path("id").asText()))
                .toList();
    }

    /** {@code -c} makes, {@code -a} goes back to (by number), {@code -d} removes a snapshot inside a qcow2 file. */
    void snapshot(String verb, String name, ImageFile image) throws IOException {
        must("snapshot", "-q", verb, name, image.path().toString());
    }

    private Command.Result must(String... words) throws IOException {
        var result = ask(words);
        if (!result.succeeded()) {
            throw failure(result);
        }
        return result;
    }

    private static Command.Result ask(String... words) throws IOException {
        var all = new ArrayList<String>();
        all.add("qemu-img");
        all.addAll(List.of(words));
        return Command.of(all).run();
    }

    private KowabungaException failure(Command.Result result) {
        return isLock(result)
                ? Fault.IN_USE.because("The image is open in a running machine of pool '" + pool + "'.")
                : StoreFaults.said(pool, complaint(result), null);
    }

    private static boolean isLock(Command.Result result) {
        return !result.succeeded()
                && result.errors().contains("Failed to get ")
                && result.errors().contains(" lock");
    }

    private static String complaint(Command.Result result) {
        return result.errors().lines().findFirst().orElse(result.complaint()).replaceFirst("^qemu-img: ", "");
    }
}
