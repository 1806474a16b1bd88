package cloud.kowabunga.kahuna.rest;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells whether PostgreSQL or Temporal being away lies under an exception; all else is a bug of ours. */
final class Outages {
    private static final Set<Status.Code> ENGINE_AWAY =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);

    private Outages() {}

    static KowabungaException orBug(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KowabungaException no) {
                return no;
            }
            if (cause instanceof SQLException sql && databaseIsAway(sql)) {
                return Fault.DATABASE_AWAY.because(
                        "The database cannot be reached. Nothing was done; ask again in a few seconds.", thrown);
            }
            if (cause instanceof StatusRuntimeException grpc
                    && ENGINE_AWAY.contains(grpc.getStatus().getCode())) {
                return Fault.ENGINE_AWAY.because(
                        "The workflow engine cannot be reached. Ask again in a few seconds.", thrown);
            }
        }
        return Fault.INTERNAL.because("Something went wrong inside Kahuna. Its log has the details.", thrown);
    }

    /** PostgreSQL's classes: 08 the connection, 53 out of resources, 57P its operator shut it down; the pool's own time-out has none. */
    private static boolean databaseIsAway(SQLException sql) {
        var state = sql.getSQLState();
        return sql instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")));
    }
}
