package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.wire.InstanceStatus;

/** The state of an instance, and a sentence about it. */
public final class States {
    private States() {}

    static InstanceStatus of(InstanceRecord row) {
        return new InstanceStatus(row.getState().wire(), reason(row.getState()));
    }

    public static String reason(InstanceState state) {
        return switch (state) {
            case CREATING -> "It is being created.";
            case RUNNING -> "It runs.";
            case PAUSED -> "It is suspended and goes on where it was when it is resumed.";
            case SHUTOFF -> "It is off.";
            case CRASHED -> "Its guest crashed.";
            case DELETING -> "It is being deleted.";
            case UNKNOWN -> "Its Kaktus does not answer, so nobody knows.";
        };
    }
}
