package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.fault.Fault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The nouns that can be found by name, each with what it hangs from. A new noun is a new line here. */
enum Indexed {
    REGION("SELECT id, name, NULL AS parent, NULL AS parent_name FROM region"),
    ZONE(under("zone", "region", "region_id")),
    AGENT("SELECT id, name, NULL AS parent, NULL AS parent_name FROM agent"),
    KAKTUS(under("kaktus", "zone", "zone_id")),
    KIWI(under("kiwi", "region", "region_id")),
    POOL(elected("storage_pool", "region", "region_id")),
    NFS(elected("storage_nfs", "region", "region_id")),
    TEMPLATE(elected("template", "storage_pool", "pool_id")),
    VNET(under("vnet", "region", "region_id")),
    SUBNET(elected("subnet", "vnet", "vnet_id")),
    ADAPTER(part("adapter", "subnet", "subnet_id")),
    PROJECT("SELECT id, name, NULL AS parent, NULL AS parent_name FROM project"),
    VOLUME(part("volume", "project", "project_id")),
    KOMPUTE("""
            SELECT child.id, machine.name, project.id AS parent, project.name AS parent_name
            FROM kompute child
            JOIN instance machine ON machine.kompute_id = child.id
            JOIN project ON project.id = child.project_id"""),
    RECORD("""
            SELECT child.id, child.name, coalesce(project.id, region.id) AS parent, coalesce(project.name, region.name) AS parent_name
            FROM dns_record child
            LEFT JOIN project ON project.id = child.project_id
            LEFT JOIN region ON region.id = child.region_id"""),
    INSTANCE(part("instance", "project", "project_id")),
    USER("SELECT id, name, NULL AS parent, NULL AS parent_name FROM app_user"),
    TEAM("SELECT id, name, NULL AS parent, NULL AS parent_name FROM team"),
    TOKEN("""
            SELECT child.id, child.name, app_user.id AS parent, app_user.name AS parent_name
            FROM api_token child LEFT JOIN app_user ON app_user.id = child.user_id
            WHERE child.revoked_at IS NULL
            UNION ALL
            SELECT key_prefix, coalesce(key_name, name), id, name
            FROM agent WHERE key_prefix IS NOT NULL AND revoked_at IS NULL""");

    private static final Set<Indexed> PARTS = EnumSet.of(ADAPTER, VOLUME, INSTANCE);
    /** One of those that hang from the same is the default. */
    private static final Set<Indexed> ELECTED = EnumSet.of(POOL, NFS, TEMPLATE, SUBNET);

    private final String rows;

    Indexed(String rows) {
        this.rows = rows;
    }

    /** A query of id, name, parent, parent_name, kompute and is_default. */
    String rows() {
        return "SELECT whole.*%s%s FROM (%s) AS whole"
                .formatted(
                        PARTS.contains(this) ? "" : ", NULL::text AS kompute",
                        ELECTED.contains(this) ? "" : ", NULL::boolean AS is_default",
                        rows);
    }

    /** As it stands in paths, for example {@code region}. */
    String path() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Indexed of(String word) {
        return Arrays.stream(values())
                .filter(noun -> noun.path().equals(word))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("noun: one of %s is needed, not '%s'."
                        .formatted(Arrays.stream(values()).map(Indexed::path).toList(), word)));
    }

    /** The same of what may be a part of a Kompute. */
    private static String part(String table, String parent, String column) {
        return with("own.kompute_id AS kompute", table, parent, column);
    }

    /** The same of which one may be the default. */
    private static String elected(String table, String parent, String column) {
        return with("own.is_default", table, parent, column);
    }

    private static String with(String field, String table, String parent, String column) {
        return "SELECT whole.*, %s FROM (%s) AS whole JOIN %s own ON own.id = whole.id"
                .formatted(field, under(table, parent, column), table);
    }

    private static String under(String table, String parent, String column) {
        return "SELECT child.id, child.name, parent.id AS parent, parent.name AS parent_name FROM %s child JOIN %s parent ON parent.id = child.%s"
                .formatted(table, parent, column);
    }
}
