package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.catalog.Field.Form;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of resource: how it is called, where the API keeps it, what it is made of. A new noun of the API needs a line here and
 * no screen of its own.
 *
 * @param path as in {@code GET /<path>/{id}}, also the last part of the screen's address
 * @param makeAt where to post a new one, with the path of a parent kind in braces, such as {@code /region/{region}/zone}
 * @param lasting whether making, changing and deleting are operations with steps
 */
record Kind(
        String path,
        String title,
        String plural,
        VaadinIcon icon,
        String makeAt,
        List<Field> query,
        List<Field> fields,
        List<String> columns,
        boolean lasting,
        String advice) {
    private static final long PORTS = 65535;

    private static Kind of(String path, String title, String plural, VaadinIcon icon, String makeAt, Field... fields) {
        var all = new ArrayList<Field>();
        all.add(Field.text("name", "Name", Rule.NAME).needed());
        all.add(Field.text("description", "Description"));
        all.addAll(List.of(fields));
        return new Kind(path, title, plural, icon, makeAt, List.of(), List.copyOf(all), List.of(), false, "");
    }

    private Kind lastingOnes() {
        return new Kind(path, title, plural, icon, makeAt, query, fields, columns, true, advice);
    }

    private Kind asking(Field... more) {
        return new Kind(path, title, plural, icon, makeAt, List.of(more), fields, columns, lasting, advice);
    }

    private Kind showing(String... names) {
        return new Kind(path, title, plural, icon, makeAt, query, fields, List.of(names), lasting, advice);
    }

    private Kind because(String words) {
        return new Kind(path, title, plural, icon, makeAt, query, fields, columns, lasting, words);
    }

    /** The kinds whose resources a new one hangs from, in the order of the path. */
    List<String> parents() {
        var parents = new ArrayList<String>();
        var rest = makeAt;
        while (rest.contains("{")) {
            parents.add(rest.substring(rest.indexOf('{') + 1, rest.indexOf('}')));
            rest = rest.substring(rest.indexOf('}') + 1);
        }
        return parents;
    }

    /** The field of that name. */
    Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(title + " has no field " + name));
    }

    static final Kind REGION = of(
                    "region",
                    "Region",
                    "Regions",
                    VaadinIcon.GLOBE,
                    "/region",
                    Field.text("domain", "Domain", Rule.DOMAIN)
                            .needed()
                            .hint("The DNS domain of the region, such as eu.example.org."))
            .showing("domain")
            .because("A region is a data center. Begin with one; then its zones and its machines follow.");
    static final Kind ZONE = of("zone", "Zone", "Zones", VaadinIcon.BUILDING, "/region/{region}/zone")
            .because("A zone is a part of a region that fails alone, such as a room with its own power.");
    static final Kind AGENT = of(
                    "agent",
                    "Agent",
                    "Agents",
                    VaadinIcon.PLUG,
                    "/agent",
                    Field.of("type", "Type", new Form.Choice(List.of("Kaktus", "Kiwi", "Kontroller")))
                            .needed()
                            .fixed())
            .showing("type")
            .because(
                    "An agent runs on each machine of a region and dials out to Kahuna. Make one, then start it with the key"
                            + " that is shown once.");
    static final Kind KAKTUS = of(
                    "kaktus",
                    "Kaktus",
                    "Kaktuses",
                    VaadinIcon.SERVER,
                    "/zone/{zone}/kaktus",
                    Field.of("agents", "Agents", new Form.Many("agent")).needed(),
                    Field.of("cpu_cost", "Price of its processors", new Form.Price()),
                    Field.of("memory_cost", "Price of its memory", new Form.Price()),
                    Field.of("overcommit_cpu_ratio", "CPU overcommit", new Form.Whole(1, 100))
                            .hint("How many vCPUs are promised for each thread; 3 unless given."),
                    Field.of("overcommit_memory_ratio", "Memory overcommit", new Form.Whole(1, 100))
                            .hint("How often its memory is promised; 2 unless given."))
            .showing("agents")
            .because("A Kaktus is a machine that carries instances and storage. It needs an agent of type Kaktus.");
    static final Kind KIWI = of(
                    "kiwi",
                    "Kiwi",
                    "Kiwis",
                    VaadinIcon.CLUSTER,
                    "/region/{region}/kiwi",
                    Field.of("agents", "Agents", new Form.Many("agent")))
            .showing("agents")
            .because("A Kiwi is the region's network: agents of type Kiwi, of which one is active.");
    static final Kind POOL = of(
                    "pool",
                    "Storage pool",
                    "Storage pools",
                    VaadinIcon.STORAGE,
                    "/region/{region}/pool",
                    Field.text("pool", "Pool")
                            .needed()
                            .hint("Its name at the agents: a Ceph pool or a directory pool."),
                    Field.of("agents", "Agents", new Form.Many("agent")).needed(),
                    Field.text("ceph_address", "Ceph address"),
                    Field.of("ceph_port", "Ceph port", new Form.Whole(1, PORTS)),
                    Field.text("ceph_secret_uuid", "Ceph secret"),
                    Field.of("cost", "Price", new Form.Price()))
            .showing("pool", "agents")
            .because("A storage pool keeps templates and volumes.");
    static final Kind TEMPLATE = of(
                    "template",
                    "Template",
                    "Templates",
                    VaadinIcon.COPY_O,
                    "/pool/{pool}/template",
                    Field.text("source", "Source")
                            .needed()
                            .fixed()
                            .hint("A URL or a path at the agent of a disk image."),
                    Field.of("os", "System", new Form.Choice(List.of("linux", "windows")))
                            .fixed())
            .showing("os", "source")
            .lastingOnes()
            .because("A template is an image, fetched once and cloned for each instance.");
    static final Kind VNET = of(
                    "vnet",
                    "VNet",
                    "VNets",
                    VaadinIcon.CONNECT_O,
                    "/region/{region}/vnet",
                    Field.text("interface", "Interface", Rule.BRIDGE).needed().hint("The bridge on each Kaktus."),
                    Field.of("vlan", "VLAN", new Form.Whole(0, 4094)).hint("0 for none."),
                    Field.of("private", "Private", new Form.Yes()).fixed())
            .showing("interface", "vlan", "private")
            .because("A VNet is a layer-2 segment; its subnets give out addresses.");
    static final Kind SUBNET = of(
                    "subnet",
                    "Subnet",
                    "Subnets",
                    VaadinIcon.SITEMAP,
                    "/vnet/{vnet}/subnet",
                    Field.text("cidr", "Range", Rule.CIDR).needed().fixed().hint("Such as 10.0.0.0/24."),
                    Field.text("gateway", "Gateway", Rule.ADDRESS).needed(),
                    Field.text("dns", "DNS server", Rule.ADDRESS),
                    Field.of("extra_routes", "Extra routes", new Form.Lines(Rule.CIDR))
                            .hint("Networks reached by the gateway too, one on each line."),
                    Field.of("reserved", "Reserved addresses", new Form.Ranges())
                            .hint("First-last on each line; never given out."),
                    Field.of("gw_pool", "Addresses for gateways", new Form.Ranges())
                            .hint("First-last on each line."),
                    Field.of("application", "For", new Form.Choice(List.of("user", "ceph"))))
            .showing("cidr", "gateway")
            .because("A subnet is a range of addresses of a network.");
    static final Kind ADAPTER = of(
                    "adapter",
                    "Adapter",
                    "Adapters",
                    VaadinIcon.LINK,
                    "/subnet/{subnet}/adapter",
                    Field.text("mac", "MAC", Rule.MAC).hint("Empty: Kahuna makes one."),
                    Field.of("addresses", "Addresses", new Form.Lines(Rule.ADDRESS))
                            .hint("Empty: Kahuna takes a free one of the subnet."),
                    Field.of("reserved", "Reserved", new Form.Yes()).hint("Kept for something that is no instance."))
            .showing("mac", "addresses")
            .because("An adapter is a virtual network card with its MAC and addresses.");
    static final Kind PROJECT = of(
                    "project",
                    "Project",
                    "Projects",
                    VaadinIcon.BRIEFCASE,
                    "/project",
                    Field.text("domain", "Domain", Rule.DOMAIN).fixed(),
                    Field.of("regions", "Regions", new Form.Many("region")).needed(),
                    Field.of("teams", "Teams", new Form.Many("team"))
                            .hint("Whose members may see it; without one only administrators do."),
                    Field.of("quotas.instances", "Most instances", new Form.Whole(0, Integer.MAX_VALUE))
                            .hint("0 is without limit."),
                    Field.of("quotas.vcpus", "Most vCPUs", new Form.Whole(0, Integer.MAX_VALUE))
                            .hint("0 is without limit."),
                    Field.of("quotas.memory", "Most memory", new Form.Gib()).hint("0 is without limit."),
                    Field.of("quotas.storage", "Most storage", new Form.Gib()).hint("0 is without limit."),
                    Field.of("tags", "Tags", new Form.Lines(Rule.ANY)),
                    Field.text("bootstrap_user", "First user of new instances"),
                    Field.text("bootstrap_pubkey", "Public SSH key of the first user"),
                    Field.of("root_password", "Root password (kept; guests are not given it yet)", new Form.Secret()),
                    Field.computed("private_subnets", "Private subnets", "subnet"),
                    Field.computed("reserved_vrrp_ids", "VRRP ids"))
            .asking(Field.of("subnetSize", "Size of its private subnets", new Form.Whole(8, 30))
                    .hint(
                            "The length of the prefix, such as 26: each region then needs a free subnet that large in a private"
                                    + " VNet. Komputes get their addresses there; empty for none, for good."))
            .showing("regions", "teams")
            .because("A project owns instances and volumes, within its quotas.");
    static final Kind VOLUME = of(
                    "volume",
                    "Volume",
                    "Volumes",
                    VaadinIcon.DATABASE,
                    "/project/{project}/region/{region}/volume",
                    Field.of("type", "Type", new Form.Choice(List.of("os", "raw", "iso")))
                            .needed()
                            .fixed(),
                    Field.of("size", "Size", new Form.Gib()).needed().hint("It can grow later, and never shrink."))
            .asking(
                    Field.of("poolId", "Storage pool", new Form.One("pool")).hint("Empty: the region's default."),
                    Field.of("templateId", "Template", new Form.One("template"))
                            .hint("For type os: what it is cloned from."))
            .showing("type", "size")
            .lastingOnes()
            .because("A volume is a block device, empty or cloned from a template.");
    static final Kind INSTANCE = of(
                    "instance",
                    "Instance",
                    "Instances",
                    VaadinIcon.SERVER,
                    "/project/{project}/zone/{zone}/instance",
                    Field.of("vcpus", "vCPUs", new Form.Whole(1, 1024)).needed(),
                    Field.of("memory", "Memory", new Form.Gib())
                            .needed()
                            .hint("Such as 0.5 or 4. A change takes effect at the next start."),
                    Field.of("volumes", "Volumes", Form.Many.inOrder("volume"))
                            .hint("Made before; in the order of its disks: it boots from the first."),
                    Field.of("adapters", "Adapters", Form.Many.inOrder("adapter"))
                            .hint("Made before; its network cards, each with its addresses."))
            .showing("vcpus", "memory")
            .lastingOnes()
            .because(
                    "An instance is a virtual machine made of volumes and adapters; a Kompute makes all of them in one go.");
    static final Kind KOMPUTE = of(
                    "kompute",
                    "Kompute",
                    "Komputes",
                    VaadinIcon.CUBE,
                    "/project/{project}/zone/{zone}/kompute",
                    Field.of("vcpus", "vCPUs", new Form.Whole(1, 512)).needed(),
                    Field.of("memory", "Memory", new Form.Gib()).needed(),
                    Field.of("disk", "System disk", new Form.Gib())
                            .needed()
                            .hint("It can grow later, and never shrink."),
                    Field.of("data_disk", "Data disk", new Form.Gib()).hint("0 for none."),
                    Field.computed("ip", "Address"))
            .asking(
                    Field.of("public", "Public address too", new Form.Yes()),
                    Field.of("poolId", "Storage pool", new Form.One("pool")).hint("Empty: the region's default."),
                    Field.of("templateId", "Template", new Form.One("template")).hint("Empty: the pool's default."))
            .showing("ip", "vcpus", "memory", "disk")
            .lastingOnes()
            .because("A Kompute is an instance with its disks and addresses, made in one go.");
    static final Kind RECORD = of(
                    "record",
                    "DNS record",
                    "DNS records",
                    VaadinIcon.BOOKMARK,
                    "/project/{project}/record",
                    Field.of("addresses", "Addresses", new Form.Lines(Rule.ADDRESS))
                            .needed(),
                    Field.computed("domain", "Domain"))
            .showing("domain", "addresses")
            .because("A DNS record gives addresses a name in the project's domain.");
    static final Kind NFS = of(
                    "nfs",
                    "NFS service",
                    "NFS services",
                    VaadinIcon.FOLDER_OPEN,
                    "/region/{region}/nfs",
                    Field.text("endpoint", "Endpoint").needed(),
                    Field.text("fs", "File system"),
                    Field.of("backends", "Backends", new Form.Lines(Rule.ANY)).needed(),
                    Field.of("port", "Port", new Form.Whole(1, PORTS)))
            .showing("endpoint")
            .because("An NFS service carries the shared file systems of projects.");
    static final Kind USER = of(
                    "user",
                    "User",
                    "Users",
                    VaadinIcon.USER,
                    "/user",
                    Field.text("email", "E-mail", Rule.EMAIL)
                            .needed()
                            .hint("A password and a key are given on the page of the user, after this."),
                    Field.of("role", "Role", new Form.Choice(List.of("user", "projectAdmin", "superAdmin")))
                            .needed(),
                    Field.of("notifications", "Wants notifications (kept; none are sent yet)", new Form.Yes()))
            .showing("email", "role")
            .because("A user is a person or a program that may sign in, with a password or a key given on its page.");
    static final Kind TEAM = of(
                    "team",
                    "Team",
                    "Teams",
                    VaadinIcon.GROUP,
                    "/team",
                    Field.of("users", "Users", new Form.Many("user")).needed())
            .showing("users")
            .because("A team is a group of users; a project lists the teams that may see it.");
    static final Kind TOKEN = of(
                    "token",
                    "API key",
                    "API keys",
                    VaadinIcon.KEY,
                    "",
                    Field.of("expire", "Expires", new Form.Yes()),
                    Field.text("expiration_date", "On").hint("Year-month-day."))
            .showing("expire", "expiration_date")
            .because("A key is made on the page of its user or agent.");

    static final List<Kind> ALL = List.of(
            PROJECT, INSTANCE, KOMPUTE, VOLUME, RECORD, REGION, ZONE, AGENT, KAKTUS, KIWI, POOL, TEMPLATE, VNET, SUBNET,
            ADAPTER, NFS, USER, TEAM, TOKEN);

    /** The kind with that path. */
    static java.util.Optional<Kind> at(String path) {
        return ALL.stream().filter(kind -> kind.path.equals(path)).findFirst();
    }
}
