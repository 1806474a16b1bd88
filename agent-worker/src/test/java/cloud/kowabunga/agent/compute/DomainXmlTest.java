package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.storage.DiskSource.FileDisk;
import cloud.kowabunga.agent.storage.ImageFormat;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DomainXmlTest {
    private static final VolumeId OS = new VolumeId("0198c0de-1111-7222-8333-444455556666");
    private static final VolumeId ISO = new VolumeId("iso");

    private static Xml machine(DomainType type, boolean uefi) {
        var spec = new DomainSpec(
                new InstanceId("i1"),
                "A <b>title</b> & more",
                Bytes.ofMib(128),
                2,
                uefi,
                List.of(disk(ISO, "vdb", true), disk(OS, "vda", false)),
                KaktusFixture.nics(),
                new Seed("", "", ""),
                new OperationId("op1"));
        var files = new DomainFiles(Path.of("/state"));
        var xml = new DomainXml(DomainXmlTest::locate, type, uefi);
        return Xml.parse(xml.of(spec, files.of(spec.instance())));
    }

    private static DiskSpec disk(VolumeId volume, String target, boolean readOnly) {
        return new DiskSpec(volume, ImageRef.of("local", volume), target, readOnly);
    }

    private static FileDisk locate(ImageRef image) {
        return new FileDisk(Path.of("/pool/" + image.image()), ImageFormat.RAW, true);
    }

    @Test
    void what_people_wrote_stays_text() {
        assertThat(machine(DomainType.QEMU, false).first("title").map(Xml::text))
                .contains("A <b>title</b> & more");
    }

    @Test
    void the_metadata_tell_the_instance_and_the_operation() {
        var told = new DomainDocument(machine(DomainType.QEMU, false).toString());
        assertThat(told.instance()).contains(new InstanceId("i1"));
        assertThat(told.operation()).contains(new OperationId("op1"));
        assertThat(new DomainDocument("<domain><name>kowabunga-x</name></domain>").instance())
                .isEmpty();
    }

    @Test
    void emulated_machines_have_a_processor_that_emulation_knows() {
        var emulated = machine(DomainType.QEMU, false);
        assertThat(emulated.attribute("type")).contains("qemu");
        assertThat(emulated.first("cpu", "model").map(Xml::text)).contains("qemu64");
        var native_ = machine(DomainType.KVM, false);
        assertThat(native_.attribute("type")).contains("kvm");
        assertThat(native_.first("cpu").flatMap(cpu -> cpu.attribute("mode"))).contains("host-passthrough");
        assertThat(native_.first("features", "tcg")).isEmpty();
    }

    @Test
    void uefi_is_asked_for_without_secure_boot() {
        assertThat(machine(DomainType.QEMU, false).first("os").flatMap(os -> os.attribute("firmware")))
                .isEmpty();
        var uefi = machine(DomainType.QEMU, true);
        assertThat(uefi.first("os").flatMap(os -> os.attribute("firmware"))).contains("efi");
    }

    @Test
    void disks_boot_before_discs_and_the_seed_never() {
        var disks = machine(DomainType.QEMU, false).all("devices", "disk");
        assertThat(disks.stream().map(disk -> target(disk) + " " + order(disk)))
                .containsExactly("vda 1", "sdb 2", "hda none");
        assertThat(disks.getFirst().first("serial").map(Xml::text)).contains("72228333444455556666");
        assertThat(new DomainDocument(machine(DomainType.QEMU, false).toString()).disk(OS))
                .hasValueSatisfying(disk -> assertThat(disk.target()).isEqualTo("vda"));
    }

    private static String target(Xml disk) {
        return disk.first("target").flatMap(target -> target.attribute("dev")).orElse("none");
    }

    private static String order(Xml disk) {
        return disk.first("boot").flatMap(boot -> boot.attribute("order")).orElse("none");
    }
}
