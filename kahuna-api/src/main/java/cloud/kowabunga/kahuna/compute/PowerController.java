package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.InstanceStatus;
import cloud.kowabunga.workflow.compute.PowerInstance;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.HandlerMapping;

/** The power of instances and Komputes over HTTP; a Kompute's is its instance's, as an operation on the whole. */
@Api
final class PowerController {
    private final InstanceQuery instances;
    private final KomputeQuery komputes;
    private final Dispatch dispatch;

    PowerController(InstanceQuery instances, KomputeQuery komputes, Dispatch dispatch) {
        this.instances = instances;
        this.komputes = komputes;
        this.dispatch = dispatch;
    }

    @GetMapping("/instance/{instanceId}/state")
    InstanceStatus state(@PathVariable("instanceId") InstanceId id) {
        return States.of(instances.read(id).row());
    }

    @GetMapping("/kompute/{komputeId}/state")
    InstanceStatus state(@PathVariable("komputeId") KomputeId id) {
        return States.of(komputes.read(id).instance());
    }

    @PatchMapping({
        "/instance/{instanceId}/start",
        "/instance/{instanceId}/stop",
        "/instance/{instanceId}/shutdown",
        "/instance/{instanceId}/reboot",
        "/instance/{instanceId}/reset",
        "/instance/{instanceId}/suspend",
        "/instance/{instanceId}/resume"
    })
    ResponseEntity<Object> power(Errand errand, HttpServletRequest request, @PathVariable("instanceId") InstanceId id) {
        return power(errand, Noun.INSTANCE, id, instances.read(id).row(), action(request));
    }

    @PatchMapping({
        "/kompute/{komputeId}/start",
        "/kompute/{komputeId}/stop",
        "/kompute/{komputeId}/shutdown",
        "/kompute/{komputeId}/reboot",
        "/kompute/{komputeId}/reset",
        "/kompute/{komputeId}/suspend",
        "/kompute/{komputeId}/resume"
    })
    ResponseEntity<Object> power(Errand errand, HttpServletRequest request, @PathVariable("komputeId") KomputeId id) {
        return power(errand, Noun.KOMPUTE, id, komputes.read(id).instance(), action(request));
    }

    /** The last word of the path that Spring found to be meant. */
    private static PowerAction action(HttpServletRequest request) {
        var path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return PowerAction.of(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
    }

    private ResponseEntity<Object> power(Errand errand, Noun noun, Id of, InstanceRecord instance, PowerAction action) {
        var task = new Dispatch.Task(
                PowerInstance.class,
                noun,
                of,
                instance.getName(),
                instance.getProjectId(),
                instance.getRegionId(),
                order -> new PowerInstance.Input(order, instance.getId(), action),
                InstanceState.class);
        return dispatch.run(errand.to(action), task, HttpStatus.OK, () -> null);
    }
}
