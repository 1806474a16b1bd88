package cloud.kowabunga.compute;

/** The serial consoles of the machines of one Kaktus. */
public interface SerialConsoles {
    /**
     * Opens the console of a machine that is on. Whoever has it open already loses it: a console is one person's at a time, and
     * a connection that was forgotten somewhere must not lock everybody out.
     *
     * <p>Raises NOT_FOUND, INVALID_STATE for a machine that is off, LIBVIRT_AWAY, LIBVIRT_REFUSED.
     */
    SerialConsole open(InstanceId instance);
}
