package cloud.kowabunga.kahuna.tenancy;

import java.util.List;

/**
 * A user who is in teams of a project.
 *
 * @param readable whether the caller may read the user by its id
 * @param teams those of the project's teams that the user is in
 */
record ProjectMember(String id, String name, String role, boolean readable, List<Of> teams) {
    /** @param readable whether the caller may read the team by its id */
    record Of(String id, String name, boolean readable) {}
}
