package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Kompute;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import cloud.kowabunga.workflow.compute.CreateKompute;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.UpdateKompute;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** Komputes over HTTP. What changes one is a workflow; nothing is written here. */
@Api
final class KomputeController {
    private final KomputeQuery komputes;
    private final InstanceQuery instances;
    private final Dispatch dispatch;

    KomputeController(KomputeQuery komputes, InstanceQuery instances, Dispatch dispatch) {
        this.komputes = komputes;
        this.instances = instances;
        this.dispatch = dispatch;
    }

    /** Where and of what a new one is made. Clients leave a parameter empty where they mean the default. */
    private record Place(
            ProjectId project,
            RegionId region,
            @Nullable ZoneId zone,
            @Nullable StoragePoolId pool,
            @Nullable TemplateId template,
            boolean publicAddress) {}

    @PostMapping("/project/{projectId}/zone/{zoneId}/kompute")
    ResponseEntity<Object> createInZone(
            Errand errand,
            @PathVariable("projectId") ProjectId project,
            @PathVariable("zoneId") ZoneId zone,
            @RequestParam(name = "poolId", required = false) @Nullable String pool,
            @RequestParam(name = "templateId", required = false) @Nullable String template,
            @RequestParam(name = "public", defaultValue = "false") boolean publicAddress,
            @RequestBody Kompute given) {
        var region = instances.regionOf(project, zone);
        return create(errand, place(project, region, zone, pool, template, publicAddress), given);
    }

    @PostMapping("/project/{projectId}/region/{regionId}/kompute")
    ResponseEntity<Object> createInRegion(
            Errand errand,
            @PathVariable("projectId") ProjectId project,
            @PathVariable("regionId") RegionId region,
            @RequestParam(name = "poolId", required = false) @Nullable String pool,
            @RequestParam(name = "templateId", required = false) @Nullable String template,
            @RequestParam(name = "public", defaultValue = "false") boolean publicAddress,
            @RequestBody Kompute given) {
        instances.require(project, region);
        return create(errand, place(project, region, null, pool, template, publicAddress), given);
    }

    private ResponseEntity<Object> create(Errand errand, Place place, Kompute given) {
        var id = new KomputeId(errand.ids().resource());
        var spec = KomputeWire.read(id, given);
        var task = new Dispatch.Task(
                CreateKompute.class,
                Noun.KOMPUTE,
                id,
                spec.name().value(),
                place.project(),
                place.region(),
                order -> new CreateKompute.Input(
                        order,
                        new KomputeLedger.Admission(
                                order.id(),
                                place.project(),
                                place.region(),
                                place.zone(),
                                place.pool(),
                                place.template(),
                                place.publicAddress(),
                                spec)),
                InstanceState.class);
        return dispatch.run(errand, task, HttpStatus.CREATED, () -> read(id));
    }

    @GetMapping("/kompute")
    List<KomputeId> list() {
        return komputes.ids();
    }

    @GetMapping("/project/{projectId}/region/{regionId}/komputes")
    List<KomputeId> listInRegion(
            @PathVariable("projectId") ProjectId project, @PathVariable("regionId") RegionId region) {
        return komputes.idsIn(project, region);
    }

    @GetMapping("/project/{projectId}/zone/{zoneId}/komputes")
    List<KomputeId> listInZone(@PathVariable("projectId") ProjectId project, @PathVariable("zoneId") ZoneId zone) {
        return komputes.idsIn(project, zone);
    }

    @GetMapping("/kompute/{komputeId}")
    Kompute read(@PathVariable("komputeId") KomputeId id) {
        return KomputeWire.write(komputes.read(id));
    }

    @PutMapping("/kompute/{komputeId}")
    ResponseEntity<Object> update(Errand errand, @PathVariable("komputeId") KomputeId id, @RequestBody Kompute given) {
        var found = komputes.read(id);
        Precondition.check(() -> KomputeWire.write(found));
        var wanted = KomputeWire.merge(found, given);
        if (wanted.equals(found.spec())) {
            return ResponseEntity.ok(KomputeWire.write(found));
        }
        var expected = Precondition.isGiven() ? found.spec() : null;
        var task = new Dispatch.Task(
                UpdateKompute.class,
                Noun.KOMPUTE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new UpdateKompute.Input(order, new KomputeLedger.Update(order.id(), wanted, expected)),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> read(id));
    }

    @DeleteMapping("/kompute/{komputeId}")
    ResponseEntity<Object> delete(Errand errand, @PathVariable("komputeId") KomputeId id) {
        var found = komputes.read(id);
        Precondition.check(() -> KomputeWire.write(found));
        var task = new Dispatch.Task(
                DeleteKompute.class,
                Noun.KOMPUTE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new DeleteKompute.Input(order, id),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }

    private static Place place(
            ProjectId project,
            RegionId region,
            @Nullable ZoneId zone,
            @Nullable String pool,
            @Nullable String template,
            boolean publicAddress) {
        return new Place(
                project,
                region,
                zone,
                chosen("poolId", pool, StoragePoolId::new),
                chosen("templateId", template, TemplateId::new),
                publicAddress);
    }

    private static <T> @Nullable T chosen(String parameter, @Nullable String given, Function<String, T> id) {
        return given == null || given.isBlank() ? null : Given.valid(parameter, given, id);
    }
}
