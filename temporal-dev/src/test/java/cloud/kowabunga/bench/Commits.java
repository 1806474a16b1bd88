package cloud.kowabunga.bench;

import java.sql.Connection;
import java.sql.SQLException;

/** When PostgreSQL committed each change of one instance's state; its setting {@code track_commit_timestamp} must be on. */
record Commits(Connection database) {
    void record(String instance) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("CREATE TABLE bench_commit (state text, transaction xid)");
            statement.execute("""
                    CREATE FUNCTION bench_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      IF NEW.state <> OLD.state AND NEW.id = '%s' THEN
                        INSERT INTO bench_commit VALUES (NEW.state, pg_current_xact_id()::xid);
                      END IF;
                      RETURN NULL;
                    END $$""".formatted(instance));
            statement.execute(
                    "CREATE TRIGGER bench_commit AFTER UPDATE ON instance FOR EACH ROW EXECUTE FUNCTION bench_commit()");
        }
    }

    /** Of the last change to that state, milliseconds since 1970; it must be there. */
    double last(String state) throws SQLException {
        try (var question = database.prepareStatement(
                "SELECT extract(epoch FROM max(pg_xact_commit_timestamp(transaction))) * 1000 FROM bench_commit WHERE state = ?")) {
            question.setString(1, state);
            try (var answer = question.executeQuery()) {
                answer.next();
                var at = answer.getDouble(1);
                if (answer.wasNull()) {
                    throw new IllegalStateException("PostgreSQL remembers no change to " + state + ".");
                }
                return at;
            }
        }
    }

    int instances() throws SQLException {
        try (var statement = database.createStatement();
                var answer = statement.executeQuery("SELECT count(*) FROM instance")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
