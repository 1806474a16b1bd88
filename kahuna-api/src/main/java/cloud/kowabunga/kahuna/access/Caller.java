package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.operation.Requester;

/**
 * Who is calling, proved by a key or a token.
 *
 * @param id the user's id; of a key that belongs to no user, the key's
 * @param name for people
 */
public record Caller(String id, String name, Role role) {
    /** Under which a request carries its caller. */
    public static final String ATTRIBUTE = Caller.class.getName();

    public boolean isSuperAdmin() {
        return role == Role.SUPER_ADMIN;
    }

    /** Of the whole cloud or of their projects. */
    public boolean isAdmin() {
        return role != Role.USER;
    }

    public Requester asRequester() {
        return new Requester(name, id);
    }
}
