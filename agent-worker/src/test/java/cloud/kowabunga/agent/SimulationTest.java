package cloud.kowabunga.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulationTest {
    private static final ImageRef TEMPLATE = new ImageRef("local", "template-1");
    private static final VolumeId VOLUME = new VolumeId("v1");
    private static final InstanceId WEB = new InstanceId("web");

    @TempDir
    private Path folder;

    @Test
    void machines_and_images_outlive_their_agent() throws IOException {
        var before = start();
        populate(before);

        var after = start();

        assertThat(after.hypervisor().domains())
                .isNotEmpty()
                .isEqualTo(before.hypervisor().domains());
        assertThat(after.blockStore().images("local"))
                .hasSize(2)
                .isEqualTo(before.blockStore().images("local"));
    }

    @Test
    void what_was_removed_does_not_come_back() throws IOException {
        var before = start();
        populate(before);
        before.hypervisor().power(new Power(WEB, PowerAction.STOP));
        before.hypervisor().undefine(WEB);
        before.blockStore().delete(ImageRef.of("local", VOLUME));

        var after = start();

        assertThat(after.hypervisor().domains()).isEmpty();
        assertThat(after.blockStore().images("local")).hasSize(1);
    }

    @Test
    void a_refused_call_is_not_remembered_and_reaches_the_caller_as_it_is() throws IOException {
        var agent = start();
        assertThatThrownBy(() -> agent.blockStore()
                        .cloneImage(new Clone(TEMPLATE, ImageRef.of("local", VOLUME), Bytes.ofGib(1))))
                .isInstanceOf(KowabungaException.class);
        assertThat(folder.resolve("state")).isEmptyDirectory();
    }

    @Test
    void a_journal_that_cannot_be_read_is_a_sentence() throws IOException {
        populate(start());
        try (var files = Files.list(folder.resolve("state"))) {
            Files.writeString(files.findFirst().orElseThrow(), "not a line\n");
        }
        assertThatThrownBy(this::start)
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("begins empty");
    }

    private Kaktus start() throws IOException {
        var file = Files.writeString(folder.resolve("agent.yaml"), """
                {kahuna: 'ws://127.0.0.1:8480', agent: a-1, key-file: k, state: '%s', simulated: true}""".formatted(folder.resolve("state")));
        return new Simulation().kaktus(ConfigFile.agent(file));
    }

    private static void populate(Kaktus kaktus) {
        var image = ImageRef.of("local", VOLUME);
        kaktus.blockStore().importImage(new Import(TEMPLATE, "/image.qcow2"));
        kaktus.blockStore().cloneImage(new Clone(TEMPLATE, image, Bytes.ofGib(1)));
        kaktus.hypervisor()
                .define(new DomainSpec(
                        WEB,
                        "web",
                        Bytes.ofMib(128),
                        1,
                        true,
                        List.of(new DiskSpec(VOLUME, image, "vda", false)),
                        List.of(),
                        new Seed("instance-id: web\n", "#cloud-config\n", "version: 2\n"),
                        new OperationId("op-web")));
        kaktus.hypervisor().power(new Power(WEB, PowerAction.START));
    }
}
