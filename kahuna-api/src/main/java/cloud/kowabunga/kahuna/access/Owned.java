package cloud.kowabunga.kahuna.access;

import java.util.Arrays;
import java.util.Optional;

/**
 * The nouns whose objects are somebody's, and how the database tells whose: pairs of an object's id and the project that it belongs to,
 * or the user who may see it. A new noun is a new line here.
 */
enum Owned {
    PROJECT("Project", Owned.PROJECTS, "SELECT id, id AS owner FROM project"),
    INSTANCE("Instance", Owned.PROJECTS, "SELECT id, project_id AS owner FROM instance"),
    VOLUME("Volume", Owned.PROJECTS, "SELECT id, project_id AS owner FROM volume"),
    OPERATION("Operation", Owned.PROJECTS, "SELECT id, project_id AS owner FROM operation"),
    /** Of subnets, only a project's private ones are anybody's; all others are the cloud's. */
    SUBNET("Subnet", Owned.PROJECTS, "SELECT subnet_id AS id, project_id AS owner FROM project_region"),
    VNET("VNet", Owned.PROJECTS, """
            SELECT subnet.vnet_id AS id, place.project_id AS owner
            FROM project_region place JOIN subnet ON subnet.id = place.subnet_id"""),
    /** An adapter in another subnet, like a public one, is seen by the project whose instance has it, but is not its own to change. */
    ADAPTER("Adapter", Owned.PROJECTS, """
            SELECT adapter.id, place.project_id AS owner
            FROM adapter JOIN project_region place ON place.subnet_id = adapter.subnet_id
            UNION ALL
            SELECT adapter.id, machine.project_id AS owner
            FROM adapter JOIN instance machine ON machine.id = adapter.instance_id""", """
            SELECT adapter.id, place.project_id AS owner
            FROM adapter JOIN project_region place ON place.subnet_id = adapter.subnet_id"""),
    KOMPUTE("Kompute", Owned.PROJECTS, "SELECT id, project_id AS owner FROM kompute"),
    /** A region's records are the cloud's. */
    RECORD("DnsRecord", Owned.PROJECTS, "SELECT id, project_id AS owner FROM dns_record"),
    KAWAII("Kawaii", Owned.PROJECTS, Owned.NONE),
    KONVEY("Konvey", Owned.PROJECTS, Owned.NONE),
    KYLO("Kylo", Owned.PROJECTS, Owned.NONE),
    KWARANTINE("Kwarantine", Owned.PROJECTS, Owned.NONE),
    /** Whoever shares a team sees its members, if they administer projects; everybody sees themselves. */
    USER("User", Owned.USERS, """
            SELECT id, id AS owner FROM app_user
            UNION ALL
            SELECT member.user_id AS id, admin.id AS owner
            FROM team_user member
            JOIN team_user mine ON mine.team_id = member.team_id
            JOIN app_user admin ON admin.id = mine.user_id AND admin.role = 'projectAdmin'""", "SELECT id, id AS owner FROM app_user"),
    TEAM("Team", Owned.USERS, "SELECT team_id AS id, user_id AS owner FROM team_user"),
    TOKEN("Token", Owned.USERS, "SELECT id, user_id AS owner FROM api_token");

    /** Those for whom a project's objects are: the members of its teams. */
    private static final String PROJECTS = "SELECT place.project_id FROM project_team place"
            + " JOIN team_user member ON member.team_id = place.team_id WHERE member.user_id = {0}";

    /** Those for whom a user's objects are. */
    private static final String USERS = "SELECT {0}";

    /** Of a noun that is not built yet, nobody has anything. */
    private static final String NONE = "SELECT CAST(NULL AS text) AS id, CAST(NULL AS text) AS owner WHERE false";

    private final String title;
    private final String owners;
    private final String seen;
    private final String changed;

    Owned(String title, String owners, String seen) {
        this(title, owners, seen, seen);
    }

    Owned(String title, String owners, String seen, String changed) {
        this.title = title;
        this.owners = owners;
        this.seen = seen;
        this.changed = changed;
    }

    /** As it stands in sentences. */
    String title() {
        return title;
    }

    /** A query of the ids that the caller, {@code {0}}, may see. */
    String seenByCaller() {
        return among(seen);
    }

    /** A query of the ids that are the caller's own, {@code {0}}, to change. */
    String changedByCaller() {
        return among(changed);
    }

    private String among(String pairs) {
        return "SELECT owned.id FROM (" + pairs + ") owned WHERE owned.owner IN (" + owners + ")";
    }

    /** As it stands in paths, for example {@code instance}. */
    static Optional<Owned> of(String word) {
        return Arrays.stream(values())
                .filter(noun -> noun.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** The noun whose id a variable of a path holds, for example {@code instanceId}. */
    static Optional<Owned> ofVariable(String variable) {
        return variable.endsWith("Id") ? of(variable.substring(0, variable.length() - 2)) : Optional.empty();
    }
}
