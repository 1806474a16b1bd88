package cloud.kowabunga.agent.console;

import cloud.kowabunga.agent.tunnel.ByteTunnel;
import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.compute.ConsoleCall;
import cloud.kowabunga.compute.SerialConsole;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.fault.KowabungaException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One console between the machine and Kahuna. Each way holds one piece in memory besides what network and machine take. */
final class ConsoleRelay {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRelay.class);

    /** Closes the WebSocket because the console ended or was refused; the reason is a sentence for the person. */
    private static final int CONSOLE_ENDED = 4000;

    private static final int PIECE = 4096;

    private final ConsoleCall call;
    private final SerialConsoles consoles;
    private final Dialer dialer;
    private volatile @Nullable ByteTunnel kahuna;

    ConsoleRelay(ConsoleCall call, SerialConsoles consoles, Dialer dialer) {
        this.call = call;
        this.consoles = consoles;
        this.dialer = dialer;
    }

    /** Returns when the console has ended. */
    void run() {
        try (var opened = dialer.dial(
                "/agent/v1/console",
                Map.of("X-Kowabunga-Console", call.console().value()))) {
            kahuna = opened;
            try (var console = consoles.open(call.instance())) {
                carry(console, opened);
                opened.close(CONSOLE_ENDED, console.whyEnded());
            } catch (KowabungaException refused) {
                opened.close(CONSOLE_ENDED, refused.sentence());
            }
        } catch (DialException away) {
            LOG.atWarn()
                    .addKeyValue("instance", call.instance())
                    .log("A console cannot be served: {}", away.sentence());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it from outside, with a sentence. */
    void end(String why) {
        var open = kahuna;
        if (open != null) {
            open.close(CONSOLE_ENDED, why);
        }
    }

    private void carry(SerialConsole console, ByteTunnel kahuna) throws InterruptedException {
        // Of the platform, since a machine that takes nothing makes libvirt's own call wait.
        var typing = Thread.ofPlatform().daemon().name("console-typing").start(() -> typed(console, kahuna));
        try {
            var piece = new byte[PIECE];
            for (var length = console.read(piece); length >= 0; length = console.read(piece)) {
                kahuna.output().write(piece, 0, length);
                kahuna.output().flush();
            }
        } catch (IOException gone) {
            LOG.debug("Kahuna left a console.", gone);
        } finally {
            console.close();
            typing.interrupt();
        }
    }

    private static void typed(SerialConsole console, ByteTunnel kahuna) {
        var piece = new byte[PIECE];
        try {
            for (var length = kahuna.input().read(piece);
                    length >= 0;
                    length = kahuna.input().read(piece)) {
                console.write(Arrays.copyOf(piece, length));
            }
        } catch (IOException gone) {
            LOG.debug("A console takes no more.", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            // Kahuna has left, or the machine: either way it is over.
            console.close();
        }
    }
}
