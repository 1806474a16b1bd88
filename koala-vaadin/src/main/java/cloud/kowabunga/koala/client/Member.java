package cloud.kowabunga.koala.client;

import java.util.List;

/**
 * A user who is in teams of a project.
 *
 * @param readable whether who asked may look at the user's own page
 * @param teams those of the project's teams that the user is in
 */
public record Member(String id, String name, String role, boolean readable, List<Of> teams) {
    public Member {
        teams = teams == null ? List.of() : List.copyOf(teams);
    }

    /** @param readable whether who asked may look at the team's own page */
    public record Of(String id, String name, boolean readable) {}
}
