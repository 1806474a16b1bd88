package cloud.kowabunga.kahuna.jooq;

import java.util.ArrayList;
import java.util.List;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.LambdaConverter;

/** Which columns speak the types of the language: ids are ids, states are enums, sizes are bytes, moments are instants. */
final class ForcedTypes {
    private static final String BASE = "cloud.kowabunga.";
    private static final String IN_SCHEMA = "public\\.(%s)";

    private ForcedTypes() {}

    static List<ForcedType> all() {
        var types = new ArrayList<ForcedType>();
        convert(types, "topology.RegionId", "region\\.id|.*\\.region_id");
        convert(types, "topology.ZoneId", "zone\\.id|.*\\.zone_id");
        convert(types, "topology.AgentId", "agent\\.id|.*\\.agent_id");
        convert(types, "topology.KaktusId", "kaktus\\.id|.*\\.kaktus_id");
        convert(types, "topology.KiwiId", "kiwi\\.id|.*\\.kiwi_id");
        convert(types, "storage.StoragePoolId", "storage_pool\\.id|.*\\.pool_id");
        convert(types, "storage.TemplateId", "template\\.id|.*\\.template_id");
        convert(types, "storage.StorageNfsId", "storage_nfs\\.id");
        convert(types, "storage.VolumeId", "volume\\.id");
        convert(types, "network.VNetId", "vnet\\.id|.*\\.vnet_id");
        convert(types, "network.SubnetId", "subnet\\.id|.*\\.subnet_id");
        convert(types, "network.AdapterId", "adapter\\.id|.*\\.adapter_id");
        convert(types, "network.DnsRecordId", "dns_record\\.id");
        convert(types, "tenancy.ProjectId", "project\\.id|.*\\.project_id");
        convert(types, "compute.InstanceId", "instance\\.id|.*\\.instance_id");
        convert(types, "compute.ConsoleId", "console\\.id|.*\\.console_id");
        convert(types, "compute.KomputeId", "kompute\\.id|.*\\.kompute_id");
        convert(
                types,
                "operation.OperationId",
                "operation\\.(id|parent_id)|.*\\.(update_)?operation_id|.*\\.(reserved|claimed)_by");
        enumeration(types, "topology.AgentKind", "agent\\.kind");
        enumeration(types, "compute.InstanceState", "instance\\.(state|state_before|power_state)");
        enumeration(types, "storage.VolumeType", "volume\\.type");
        enumeration(types, "kahuna.network.KomputeNetwork", "adapter\\.kompute_network");
        enumeration(types, "operation.OperationState", "operation\\.state");
        enumeration(types, "Noun", "operation\\.noun");
        enumeration(types, "compute.PowerAction", "operation\\.action");
        enumeration(types, "fault.Fault", "operation\\.fault");
        enumeration(types, "kahuna.storage.VolumeState", "volume\\.(state|state_before)");
        enumeration(types, "kahuna.storage.TemplateState", "template\\.(state|state_before)");
        convert(
                types,
                "Bytes",
                "volume\\.(size|new_size)|template\\.size|instance\\.(memory|reserved_memory)"
                        + "|project\\.quota_(memory|storage)|project_usage\\.(memory|storage)");
        bind(
                types,
                "macaddr",
                BASE + "network.MacAddress",
                BASE + "network.MacAddress::new",
                BASE + "network.MacAddress::value");
        bind(types, "cidr", "java.lang.String", "text -> text", "text -> text");
        bind(types, "inet", "java.lang.String", "text -> text", "text -> text");
        types.add(new ForcedType().withName("INSTANT").withIncludeTypes("(?i:timestamp with time zone|timestamptz)"));
        return types;
    }

    private static void convert(List<ForcedType> types, String type, String columns) {
        types.add(new ForcedType()
                .withUserType(BASE + type)
                .withLambdaConverter(
                        new LambdaConverter().withFrom(BASE + type + "::new").withTo(BASE + type + "::value"))
                .withIncludeExpression(IN_SCHEMA.formatted(columns)));
    }

    private static void enumeration(List<ForcedType> types, String type, String columns) {
        types.add(new ForcedType()
                .withUserType(BASE + type)
                .withEnumConverter(true)
                .withIncludeExpression(IN_SCHEMA.formatted(columns)));
    }

    /** PostgreSQL's own types that Java has no equal for travel as their text. */
    private static void bind(List<ForcedType> types, String sqlType, String type, String from, String to) {
        types.add(new ForcedType()
                .withUserType(type)
                .withBinding("new cloud.kowabunga.kahuna.database.SqlText<>(\"%s\", %s.class, %s, %s)"
                        .formatted(sqlType, type, from, to))
                .withIncludeTypes(sqlType));
    }
}
