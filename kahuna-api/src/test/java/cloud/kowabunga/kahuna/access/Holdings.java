package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.DNS_RECORD;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.storage.TemplateState;
import cloud.kowabunga.network.DnsRecordId;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.JSONB;

/**
 * A project of a team, and one of everything that a path can name. No agent works, so what is being made stays so, and whoever may
 * change it is told that another operation works on it.
 */
final class Holdings {
    final String team;
    private final KahunaWorld world;
    private final ProjectId project;
    final Map<String, String> ids = new HashMap<>();

    Holdings(KahunaWorld world) {
        this.world = world;
        var place = new Place(world);
        project = new ProjectId(place.project);
        team = Person.team(world);
        var operation = FreshId.next();
        world.database().change(sql -> {
            sql.insertInto(PROJECT_TEAM)
                    .set(PROJECT_TEAM.PROJECT_ID, project)
                    .set(PROJECT_TEAM.TEAM_ID, team)
                    .execute();
            sql.update(PROJECT_REGION)
                    .set(PROJECT_REGION.SUBNET_ID, new SubnetId(place.subnet))
                    .where(PROJECT_REGION.PROJECT_ID.eq(project))
                    .execute();
            sql.insertInto(OPERATION)
                    .set(OPERATION.ID, new OperationId(operation))
                    .set(OPERATION.VERB, "CreateVolume")
                    .set(OPERATION.NOUN, Noun.VOLUME)
                    .set(OPERATION.RESOURCE, "gone")
                    .set(OPERATION.RESOURCE_NAME, "gone")
                    .set(OPERATION.PROJECT_ID, project)
                    .set(OPERATION.REGION_ID, new RegionId(place.region))
                    .set(OPERATION.REQUESTER_NAME, "somebody")
                    .set(OPERATION.REQUESTER_ID, "somebody")
                    .set(OPERATION.STATE, OperationState.SUCCEEDED)
                    .set(OPERATION.STEPS, JSONB.valueOf("[]"))
                    .set(OPERATION.WORKFLOW_ID, "volume/gone")
                    .set(OPERATION.RUN_ID, "gone")
                    .set(OPERATION.ORDERED_AT, Instant.now())
                    .set(OPERATION.ENDED_AT, Instant.now())
                    .execute();
        });
        ids.put("regionId", place.region);
        ids.put("zoneId", place.zone);
        ids.put("agentId", place.agent);
        ids.put("kaktusId", place.kaktus);
        ids.put("poolId", place.pool);
        ids.put("vnetId", place.vnet);
        ids.put("subnetId", place.subnet);
        ids.put("projectId", place.project);
        ids.put("operationId", operation);
        ids.put("teamId", team);
        ids.put("adapterId", place.adapter());
        ids.put(
                "templateId",
                begun(
                        world,
                        "/pool/" + place.pool + "/template",
                        Place.named("template", ",\"source\":\"/images/linux.qcow2\"")));
        ids.put(
                "volumeId",
                begun(
                        world,
                        "/project/%s/region/%s/volume".formatted(place.project, place.region),
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824")));
        ids.put(
                "instanceId",
                begun(
                        world,
                        "/project/%s/zone/%s/instance".formatted(place.project, place.zone),
                        Place.named(
                                "instance",
                                ",\"memory\":1073741824,\"vcpus\":1,\"volumes\":[],\"adapters\":[\"%s\"]"
                                        .formatted(ids.get("adapterId")))));
        ids.put("komputeId", kompute(world, place));
    }

    /** The id of a new DNS record of the project. */
    String record() {
        var id = FreshId.next();
        world.database()
                .change(sql -> sql.insertInto(DNS_RECORD)
                        .set(DNS_RECORD.ID, new DnsRecordId(id))
                        .set(DNS_RECORD.PROJECT_ID, project)
                        .set(DNS_RECORD.DOMAIN, "shop.example.com")
                        .set(DNS_RECORD.NAME, KahunaWorld.fresh("record"))
                        .set(DNS_RECORD.ADDRESSES, new String[] {"10.0.0.1"})
                        .execute());
        return id;
    }

    /** Of a template that is there. */
    private static String kompute(KahunaWorld world, Place place) {
        var template = FreshId.next();
        world.database()
                .change(sql -> sql.insertInto(TEMPLATE)
                        .set(TEMPLATE.ID, new TemplateId(template))
                        .set(TEMPLATE.POOL_ID, new StoragePoolId(place.pool))
                        .set(TEMPLATE.NAME, KahunaWorld.fresh("template"))
                        .set(TEMPLATE.OS, "linux")
                        .set(TEMPLATE.SOURCE, "/images/linux.qcow2")
                        .set(TEMPLATE.SIZE, Bytes.ofGib(1))
                        .set(TEMPLATE.STATE, TemplateState.READY)
                        .set(TEMPLATE.OPERATION_ID, new OperationId(FreshId.next()))
                        .execute());
        return begun(
                world,
                "/project/%s/zone/%s/kompute?poolId=%s&templateId=%s"
                        .formatted(place.project, place.zone, place.pool, template),
                Place.named("kompute", ",\"memory\":1073741824,\"vcpus\":1,\"disk\":1073741824"));
    }

    /** The id of what an operation, which will not end, is about. */
    private static String begun(KahunaWorld world, String path, String body) {
        return world.post(path, body, "Prefer", "respond-async").is(202).get("resource");
    }
}
