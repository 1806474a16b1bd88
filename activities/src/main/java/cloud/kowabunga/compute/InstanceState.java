package cloud.kowabunga.compute;

import java.util.Locale;

/** The state of an instance, as people and the published API read it. */
public enum InstanceState {
    /** Admitted; its machine is not there yet. */
    CREATING,
    RUNNING,
    PAUSED,
    /** Defined and off. */
    SHUTOFF,
    CRASHED,
    DELETING,
    /** Its Kaktus cannot be asked. */
    UNKNOWN;

    /** On the wire: lower case. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
