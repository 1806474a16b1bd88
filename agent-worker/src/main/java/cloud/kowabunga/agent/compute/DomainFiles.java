package cloud.kowabunga.agent.compute;

import cloud.kowabunga.agent.process.Command;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What the agent keeps for each machine in its state folder: the seed disc, and what the machine said on its serial console. */
final class DomainFiles {
    private final Path seeds;
    private final Path consoles;

    /** @param state an absolute folder; made where it is missing */
    DomainFiles(Path state) {
        this.seeds = state.resolve("seeds");
        this.consoles = consoles(state);
    }

    static Path consoles(Path state) {
        return state.resolve("consoles");
    }

    record Paths(Path seed, Path console) {}

    Paths of(InstanceId instance) {
        return new Paths(seeds.resolve(instance.value() + ".iso"), consoles.resolve(instance.value() + ".log"));
    }

    /** Writes the seed as cloud-init's NoCloud source finds it: an ISO 9660 disc labelled {@code cidata}. Appears whole or not at all. */
    void write(InstanceId instance, Seed seed) {
        try {
            Files.createDirectories(seeds);
            Files.createDirectories(consoles);
            var work = Files.createTempDirectory(seeds, ".new-");
            try {
                var disc = burn(work, seed);
                Files.move(disc, of(instance).seed(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                remove(work);
            }
        } catch (IOException failure) {
            throw Fault.LIBVIRT_REFUSED.because(
                    "The seed of the machine could not be written: " + failure.getMessage() + ".", failure);
        }
    }

    void remove(InstanceId instance) {
        try {
            Files.deleteIfExists(of(instance).seed());
            Files.deleteIfExists(of(instance).console());
            Files.deleteIfExists(ConsoleLogs.before(of(instance).console()));
        } catch (IOException failure) {
            throw Fault.LIBVIRT_REFUSED.because(
                    "The seed of the machine could not be removed: " + failure.getMessage() + ".", failure);
        }
    }

    private static Path burn(Path work, Seed seed) throws IOException {
        var content = Files.createDirectory(work.resolve("content"));
        Files.writeString(content.resolve("meta-data"), seed.metaData());
        Files.writeString(content.resolve("user-data"), seed.userData());
        if (!seed.networkConfig().isBlank()) {
            Files.writeString(content.resolve("network-config"), seed.networkConfig());
        }
        var disc = work.resolve("seed.iso");
        var words =
                List.of("genisoimage", "-quiet", "-V", "cidata", "-J", "-r", "-o", disc.toString(), content.toString());
        var result = Command.of(words).run();
        if (!result.succeeded()) {
            throw new IOException(result.complaint());
        }
        return disc;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
