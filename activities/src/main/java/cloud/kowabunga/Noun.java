package cloud.kowabunga;

import java.util.Locale;

/** The nouns of the product. Each is spelled the same in code, table, path, workflow id and screen. */
public enum Noun {
    REGION("Region"),
    ZONE("Zone"),
    AGENT("Agent"),
    KAKTUS("Kaktus"),
    KIWI("Kiwi"),
    STORAGE_POOL("StoragePool"),
    TEMPLATE("Template"),
    STORAGE_NFS("StorageNFS"),
    VNET("VNet"),
    SUBNET("Subnet"),
    ADAPTER("Adapter"),
    DNS_RECORD("DnsRecord"),
    PROJECT("Project"),
    VOLUME("Volume"),
    INSTANCE("Instance"),
    KOMPUTE("Kompute"),
    CONSOLE("Console"),
    OPERATION("Operation"),
    BULK("Bulk"),
    TEAM("Team"),
    USER("User"),
    TOKEN("Token");

    private final String title;

    Noun(String title) {
        this.title = title;
    }

    /** As people read it, for example {@code StoragePool}. */
    public String title() {
        return title;
    }

    /** As it stands in paths and workflow ids, for example {@code instance}; a few have a shorter one than their name. */
    public String path() {
        return switch (this) {
            case STORAGE_POOL -> "pool";
            case STORAGE_NFS -> "nfs";
            case DNS_RECORD -> "record";
            default -> title.toLowerCase(Locale.ROOT);
        };
    }

    /** The workflow id of every mutating operation on one resource, so that there is one at a time. */
    public String workflowId(Id id) {
        return path() + "/" + id.value();
    }
}
