package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Instance;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import cloud.kowabunga.workflow.compute.CreateInstance;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.UpdateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Instances over HTTP. What changes one is a workflow; nothing is written here. */
@Api
final class InstanceController {
    private final InstanceQuery instances;
    private final Dispatch dispatch;
    private final Standing standing;

    InstanceController(InstanceQuery instances, Dispatch dispatch, Standing standing) {
        this.standing = standing;
        this.instances = instances;
        this.dispatch = dispatch;
    }

    @PostMapping("/project/{projectId}/zone/{zoneId}/instance")
    ResponseEntity<Object> createInZone(
            Errand errand,
            @PathVariable("projectId") ProjectId project,
            @PathVariable("zoneId") ZoneId zone,
            @RequestBody Instance given) {
        return create(errand, project, instances.regionOf(project, zone), zone, given);
    }

    @PostMapping("/project/{projectId}/region/{regionId}/instance")
    ResponseEntity<Object> createInRegion(
            Errand errand,
            @PathVariable("projectId") ProjectId project,
            @PathVariable("regionId") RegionId region,
            @RequestBody Instance given) {
        instances.require(project, region);
        return create(errand, project, region, null, given);
    }

    private ResponseEntity<Object> create(
            Errand errand, ProjectId project, RegionId region, @Nullable ZoneId zone, Instance given) {
        var id = new InstanceId(errand.ids().resource());
        var spec = InstanceWire.read(id, given);
        standing.require(errand.caller(), Noun.ADAPTER, spec.adapters());
        standing.require(errand.caller(), Noun.VOLUME, spec.volumes());
        var task = new Dispatch.Task(
                CreateInstance.class,
                Noun.INSTANCE,
                id,
                spec.name().value(),
                project,
                region,
                order -> new CreateInstance.Input(
                        order, new InstanceLedger.Admission(order.id(), project, region, zone, spec)),
                InstanceState.class);
        return dispatch.run(errand, task, HttpStatus.CREATED, () -> read(id));
    }

    @GetMapping("/instance")
    List<InstanceId> list() {
        return instances.ids();
    }

    @GetMapping("/project/{projectId}/region/{regionId}/instances")
    List<InstanceId> listInRegion(
            @PathVariable("projectId") ProjectId project, @PathVariable("regionId") RegionId region) {
        return instances.idsIn(project, region);
    }

    @GetMapping("/project/{projectId}/zone/{zoneId}/instances")
    List<InstanceId> listInZone(@PathVariable("projectId") ProjectId project, @PathVariable("zoneId") ZoneId zone) {
        return instances.idsIn(project, zone);
    }

    @GetMapping("/instance/{instanceId}")
    Instance read(@PathVariable("instanceId") InstanceId id) {
        return InstanceWire.write(instances.read(id).spec());
    }

    @PutMapping("/instance/{instanceId}")
    ResponseEntity<Object> update(
            Errand errand, @PathVariable("instanceId") InstanceId id, @RequestBody Instance given) {
        var found = instances.read(id);
        Precondition.require(InstanceWire.write(found.spec()));
        InstanceSpec wanted = InstanceWire.merge(found.spec(), given);
        standing.require(errand.caller(), Noun.ADAPTER, wanted.adapters());
        standing.require(errand.caller(), Noun.VOLUME, wanted.volumes());
        if (wanted.equals(found.spec())) {
            return ResponseEntity.ok(InstanceWire.write(wanted));
        }
        var expected = Precondition.isGiven() ? found.spec() : null;
        var task = new Dispatch.Task(
                UpdateInstance.class,
                Noun.INSTANCE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new UpdateInstance.Input(order, new InstanceLedger.Update(order.id(), wanted, expected)),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> read(id));
    }

    @DeleteMapping("/instance/{instanceId}")
    ResponseEntity<Object> delete(Errand errand, @PathVariable("instanceId") InstanceId id) {
        var found = instances.read(id);
        Precondition.check(() -> InstanceWire.write(found.spec()));
        var task = new Dispatch.Task(
                DeleteInstance.class,
                Noun.INSTANCE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new DeleteInstance.Input(order, id),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }
}
