package cloud.kowabunga.agent.compute;

import org.libvirt.Connect;
import org.libvirt.ErrorCallback;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.virError;

/** libvirt's event loop, one for the process. It must turn before the first connection, or keep-alive has nobody to notice silence. */
final class EventLoop {
    private static boolean started;

    private EventLoop() {}

    static synchronized void start() throws LibvirtException {
        if (started) {
            return;
        }
        Connect.setErrorCallback(Silence.CALLBACK);
        Library.initEventLoop();
        Thread.ofPlatform().daemon().name("libvirt-events").start(EventLoop::turn);
        started = true;
    }

    private static void turn() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException failure) {
                // An event that cannot be processed concerns one connection; the others need the loop to go on.
                Thread.onSpinWait();
            }
        }
    }

    /** libvirt prints each error unless told otherwise; every error reaches us as an exception anyway. Kept for ever, as C code holds it. */
    private static final class Silence extends ErrorCallback {
        static final Silence CALLBACK = new Silence();

        @Override
        public void errorCallback(com.sun.jna.Pointer userData, virError error) {}
    }
}
