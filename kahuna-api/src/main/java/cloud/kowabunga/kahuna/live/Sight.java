package cloud.kowabunga.kahuna.live;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Proof;
import cloud.kowabunga.kahuna.access.Role;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.tenancy.ProjectId;
import java.time.Duration;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Of which changes one listener may know, as they are now: who loses a role, a team or a key hears nothing more from the change on that
 * took it. What runs out without a change is noticed within seconds.
 */
final class Sight {
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Kahunas tell each other. */
    private static final Set<String> NEVER = Set.of(AgentKeys.NEWS);

    /** What everybody may read who has signed in. */
    private static final Set<String> EVERYBODYS =
            Set.of(Noun.REGION.path(), Noun.ZONE.path(), Noun.STORAGE_POOL.path(), Noun.TEMPLATE.path());

    private static final Set<String> PEOPLE = Set.of(Noun.USER.path(), Noun.TEAM.path());

    /** What decides who somebody is and what is theirs. */
    private static final Set<String> DECIDE =
            Set.of(Noun.USER.path(), Noun.TEAM.path(), Noun.PROJECT.path(), Noun.TOKEN.path());

    private final Database database;
    private final Standing standing;
    private final Proof proof;
    private @Nullable View view;

    Sight(Database database, Standing standing, Proof proof) {
        this.database = database;
        this.standing = standing;
        this.proof = proof;
    }

    /** Raises UNAUTHENTICATED where the listener is not known any more, and DATABASE_AWAY. */
    void check() {
        var _ = now(false);
    }

    /** Raises UNAUTHENTICATED where the listener is not known any more, and DATABASE_AWAY. */
    boolean reaches(Change change) {
        var before = view;
        var decides = DECIDE.contains(change.noun());
        var now = now(decides);
        if (NEVER.contains(change.noun())) {
            return false;
        }
        // What this very change took away was theirs until now.
        return now.reaches(change) || (decides && before != null && before.owns(change)) || isOfOwnPeople(now, change);
    }

    /** Of users and teams, which change seldom, it is asked each time. */
    private boolean isOfOwnPeople(View now, Change change) {
        return PEOPLE.contains(change.noun())
                && database.read(sql -> sql.fetchExists(DSL.selectOne()
                        .where(Visible.of(now.caller(), change.noun(), DSL.val(change.id()))
                                .or(isTeamOfOwnProject(now.caller(), change)))));
    }

    /** Whoever administers a project is told who is in it. */
    private static Condition isTeamOfOwnProject(Caller caller, Change change) {
        return caller.isAdmin() && change.noun().equals(Noun.TEAM.path())
                ? DSL.exists(DSL.selectOne()
                        .from(PROJECT_TEAM)
                        .where(PROJECT_TEAM.TEAM_ID.eq(change.id()), Visible.to(caller, PROJECT_TEAM.PROJECT_ID)))
                : DSL.falseCondition();
    }

    private View now(boolean anew) {
        var known = view;
        if (known == null || anew || System.nanoTime() - known.since() > FRESH.toNanos()) {
            known = look();
            view = known;
        }
        return known;
    }

    private View look() {
        var since = System.nanoTime();
        var caller = standing.require(proof);
        if (caller.isSuperAdmin()) {
            return new View(caller, Set.of(), Set.of(), since);
        }
        return database.read(sql -> new View(
                caller,
                sql.select(PROJECT.ID)
                        .from(PROJECT)
                        .where(Visible.to(caller, PROJECT.ID))
                        .fetchSet(PROJECT.ID),
                sql.select(API_TOKEN.ID)
                        .from(API_TOKEN)
                        .where(API_TOKEN.USER_ID.eq(caller.id()))
                        .fetchSet(API_TOKEN.ID),
                since));
    }

    /**
     * What the listener could see at one moment.
     *
     * @param since the moment, by the machine's clock of nanoseconds
     */
    private record View(Caller caller, Set<ProjectId> projects, Set<String> keys, long since) {
        boolean reaches(Change change) {
            if (caller.isSuperAdmin() || EVERYBODYS.contains(change.noun())) {
                return true;
            }
            if (change.noun().equals(Trail.NOUN) && caller.role() == Role.USER) {
                // Who may not read it need not know that it grows.
                return false;
            }
            return owns(change);
        }

        boolean owns(Change change) {
            return change.noun().equals(Noun.TOKEN.path())
                    ? keys.contains(change.id())
                    : change.project() != null && projects.contains(change.project());
        }
    }
}
