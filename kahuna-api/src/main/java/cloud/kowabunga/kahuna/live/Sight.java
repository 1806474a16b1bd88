package cloud.kowabunga.kahuna.live;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Role;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.tenancy.ProjectId;
import java.time.Duration;
import java.util.Set;

/** Of which changes one listener may know. Who leaves a team hears of its projects for a few seconds at most. */
final class Sight {
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Keys are nobody's news. */
    private static final Set<String> NEVER = Set.of(Noun.TOKEN.path());

    /** What everybody may read who has signed in. */
    private static final Set<String> EVERYBODYS =
            Set.of(Noun.REGION.path(), Noun.ZONE.path(), Noun.STORAGE_POOL.path(), Noun.TEMPLATE.path());

    private final Database database;
    private final Caller caller;
    private Set<ProjectId> projects = Set.of();
    private long loadedAt;
    private boolean loaded;

    Sight(Database database, Caller caller) {
        this.database = database;
        this.caller = caller;
    }

    /** May raise DATABASE_AWAY. */
    boolean reaches(Change change) {
        if (NEVER.contains(change.noun())) {
            return false;
        }
        if (caller.isSuperAdmin() || EVERYBODYS.contains(change.noun())) {
            return true;
        }
        if (change.noun().equals(Trail.NOUN) && caller.role() == Role.USER) {
            // Who may not read it need not know that it grows.
            return false;
        }
        return change.project() != null && projects().contains(change.project());
    }

    private Set<ProjectId> projects() {
        if (!loaded || System.nanoTime() - loadedAt > FRESH.toNanos()) {
            projects = database.read(sql -> sql.select(PROJECT.ID)
                    .from(PROJECT)
                    .where(Visible.to(caller, PROJECT.ID))
                    .fetchSet(PROJECT.ID));
            loadedAt = System.nanoTime();
            loaded = true;
        }
        return projects;
    }
}
