package cloud.kowabunga.testing;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.compute.SerialConsole;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every Kaktus' consoles do. One of the tests waits for the shell of a guest, so that the suite can be run on real ones. */
public abstract class SerialConsoleContract {
    private static final byte[] RETURN = {'\r'};

    private final List<InstanceId> made = new ArrayList<>();
    private final List<SerialConsole> opened = new ArrayList<>();

    /** The hypervisor of one Kaktus, always the same during one test. */
    protected abstract HypervisorActivities hypervisor();

    /** The consoles of its machines. */
    protected abstract SerialConsoles consoles();

    /** Makes an image from which a guest boots that has a shell on its serial console, and answers with the disk of it, {@code vda}. */
    protected abstract DiskSpec bootDisk(VolumeId volume);

    /** How long a guest may take until its shell answers. */
    protected Duration guestLimit() {
        return Duration.ofSeconds(10);
    }

    @AfterEach
    void leave_nothing_behind() {
        opened.forEach(SerialConsole::close);
        made.forEach(instance -> hypervisor().undefine(instance));
    }

    @Test
    void a_machine_that_is_off_or_absent_has_no_console() {
        var off = machine("console-off");

        assertRefused(Fault.INVALID_STATE, () -> consoles().open(off));
        assertRefused(Fault.NOT_FOUND, () -> consoles().open(new InstanceId("console-absent")));
    }

    @Test
    void what_is_typed_is_answered_and_a_second_one_takes_over() throws Exception {
        var instance = running("console-typed");
        var first = new Screen(open(instance));
        await().atMost(guestLimit()).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            first.type(RETURN);
            assertThat(first.text()).contains("# ");
        });

        first.type("echo typed by the first\r".getBytes(StandardCharsets.US_ASCII));
        await().atMost(guestLimit())
                .untilAsserted(
                        () -> assertThat(first.text()).contains("echo typed by the first\r\ntyped by the first\r\n"));

        var second = new Screen(open(instance));
        assertThat(first.end()).isNotBlank().endsWith(".");
        assertThatThrownBy(() -> {
                    // The end may be heard of a moment after it was seen.
                    for (var once = 0; once < 1000; once++) {
                        first.type(RETURN);
                    }
                })
                .isInstanceOf(IOException.class);
        second.type("echo typed by the second\r".getBytes(StandardCharsets.US_ASCII));
        await().atMost(guestLimit())
                .untilAsserted(() -> assertThat(second.text()).contains("\r\ntyped by the second\r\n"));
    }

    @Test
    void a_machine_that_is_switched_off_ends_its_console_and_says_so() throws Exception {
        var instance = running("console-ends");
        var screen = new Screen(open(instance));

        hypervisor().power(new Power(instance, PowerAction.STOP));

        assertThat(screen.end()).contains("off");
    }

    @Test
    void a_console_that_is_closed_ends_and_may_be_opened_again() throws Exception {
        var instance = running("console-again");
        var console = open(instance);
        var screen = new Screen(console);
        console.close();
        console.close();

        assertThat(screen.end()).contains("closed");
        assertThat(consoles().open(instance)).satisfies(opened::add);
    }

    private SerialConsole open(InstanceId instance) {
        var console = consoles().open(instance);
        opened.add(console);
        return console;
    }

    private InstanceId running(String name) {
        var instance = machine(name);
        hypervisor().power(new Power(instance, PowerAction.START));
        return instance;
    }

    /** Without a network card, so that a guest does not wait for what its network may tell it. */
    private InstanceId machine(String name) {
        var instance = new InstanceId(name);
        made.add(instance);
        var seed = new Seed("instance-id: " + name + "\n", "#cloud-config\n", "version: 2\n");
        hypervisor()
                .define(new DomainSpec(
                        instance,
                        name,
                        Bytes.ofMib(128),
                        1,
                        false,
                        List.of(bootDisk(new VolumeId(name + "-os"))),
                        List.of(),
                        seed,
                        new OperationId("made-" + name)));
        return instance;
    }

    /** What a person sees of a console, read by a thread of its own. */
    private static final class Screen {
        private final SerialConsole console;
        private final StringBuilder text = new StringBuilder();
        private final Thread reading;

        Screen(SerialConsole console) {
            this.console = console;
            this.reading = Thread.ofPlatform().daemon().start(this::read);
        }

        void type(byte[] keys) throws IOException, InterruptedException {
            console.write(keys);
        }

        String text() {
            synchronized (text) {
                return text.toString();
            }
        }

        /** Waits for the end, and says why it came. */
        String end() throws InterruptedException {
            assertThat(reading.join(Duration.ofSeconds(10)))
                    .as("The console ends.")
                    .isTrue();
            return console.whyEnded();
        }

        private void read() {
            var some = new byte[512];
            try {
                for (var length = console.read(some); length >= 0; length = console.read(some)) {
                    synchronized (text) {
                        text.append(new String(some, 0, length, StandardCharsets.UTF_8));
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
