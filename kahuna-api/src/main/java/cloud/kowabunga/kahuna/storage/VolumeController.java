package cloud.kowabunga.kahuna.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Volume;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.workflow.storage.CreateVolume;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import cloud.kowabunga.workflow.storage.ResizeVolume;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/** Volumes over HTTP. */
@Api
final class VolumeController {
    private final VolumeRows volumes;
    private final Dispatch dispatch;

    VolumeController(VolumeRows volumes, Dispatch dispatch) {
        this.volumes = volumes;
        this.dispatch = dispatch;
    }

    @PostMapping("/project/{projectId}/region/{regionId}/volume")
    ResponseEntity<Object> create(
            Errand errand,
            @PathVariable("projectId") ProjectId project,
            @PathVariable("regionId") RegionId region,
            @RequestParam(name = "poolId", required = false) @Nullable String poolId,
            @RequestParam(name = "templateId", required = false) @Nullable String templateId,
            @RequestBody Volume given) {
        volumes.require(project, region);
        var id = new VolumeId(errand.ids().resource());
        var pool = blank(poolId) ? null : Given.valid("poolId", Given.required("poolId", poolId), StoragePoolId::new);
        var template = blank(templateId)
                ? null
                : Given.valid("templateId", Given.required("templateId", templateId), TemplateId::new);
        var spec = new VolumeSpec(
                id,
                new Name(Given.name(given.name())),
                given.description(),
                type(Given.required("type", given.type())),
                Given.size("size", Given.required("size", given.size()), VolumeSpec.MOST));
        var task = new Dispatch.Task(
                CreateVolume.class,
                Noun.VOLUME,
                id,
                spec.name().value(),
                project,
                region,
                order -> new CreateVolume.Input(
                        order, new VolumeLedger.Admission(order.id(), project, region, pool, template, spec)),
                Bytes.class);
        return dispatch.run(errand, task, HttpStatus.CREATED, () -> volumes.read(id));
    }

    @GetMapping("/volume")
    List<VolumeId> list() {
        return volumes.ids();
    }

    @GetMapping("/project/{projectId}/region/{regionId}/volumes")
    List<VolumeId> listInRegion(
            @PathVariable("projectId") ProjectId project, @PathVariable("regionId") RegionId region) {
        return volumes.idsIn(project, region);
    }

    @GetMapping("/pool/{poolId}/volumes")
    List<VolumeId> listInPool(@PathVariable("poolId") StoragePoolId pool) {
        return volumes.idsIn(pool);
    }

    @GetMapping("/volume/{volumeId}")
    Volume read(@PathVariable("volumeId") VolumeId id) {
        return volumes.read(id);
    }

    @PutMapping("/volume/{volumeId}")
    ResponseEntity<Object> update(Errand errand, @PathVariable("volumeId") VolumeId id, @RequestBody Volume given) {
        var row = volumes.row(id);
        var size = Given.sizeOr("size", given.size(), row.getSize(), VolumeSpec.MOST);
        if (size.equals(row.getSize())) {
            return ResponseEntity.ok(VolumeRows.wire(volumes.describe(id, given)));
        }
        // One admission for all of it: where the size is refused the name stays, too.
        var naming = VolumeRows.naming(row, given);
        var expected = VolumeRows.expected(row);
        var task = new Dispatch.Task(
                ResizeVolume.class,
                Noun.VOLUME,
                id,
                row.getName(),
                row.getProjectId(),
                row.getRegionId(),
                order -> new ResizeVolume.Input(order, new VolumeLedger.Resize(order.id(), id, size, naming, expected)),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> volumes.read(id));
    }

    @DeleteMapping("/volume/{volumeId}")
    ResponseEntity<Object> delete(Errand errand, @PathVariable("volumeId") VolumeId id) {
        var row = volumes.row(id);
        Precondition.check(() -> volumes.read(id));
        var task = new Dispatch.Task(
                DeleteVolume.class,
                Noun.VOLUME,
                id,
                row.getName(),
                row.getProjectId(),
                row.getRegionId(),
                order -> new DeleteVolume.Input(order, id),
                Void.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }

    /** Clients leave a parameter empty where they mean the default. */
    private static boolean blank(@Nullable String parameter) {
        return parameter == null || parameter.isBlank();
    }

    private static VolumeType type(String word) {
        var words = Arrays.stream(VolumeType.values()).map(VolumeType::wire).toList();
        return VolumeType.valueOf(Given.oneOf("type", word, words).toUpperCase(Locale.ROOT));
    }
}
