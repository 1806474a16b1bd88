package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.kahuna.operation.Dispatch;
import cloud.kowabunga.kahuna.operation.Errand;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.InstanceStatus;
import cloud.kowabunga.workflow.compute.PowerInstance;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The power of instances over HTTP. */
@Api
final class PowerController {
    private final InstanceQuery instances;
    private final Dispatch dispatch;

    PowerController(InstanceQuery instances, Dispatch dispatch) {
        this.instances = instances;
        this.dispatch = dispatch;
    }

    @GetMapping("/instance/{instanceId}/state")
    InstanceStatus state(@PathVariable("instanceId") InstanceId id) {
        return States.of(instances.read(id).row());
    }

    @PatchMapping("/instance/{instanceId}/start")
    ResponseEntity<Object> start(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.START);
    }

    @PatchMapping("/instance/{instanceId}/stop")
    ResponseEntity<Object> stop(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.STOP);
    }

    @PatchMapping("/instance/{instanceId}/shutdown")
    ResponseEntity<Object> shutdown(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.SHUTDOWN);
    }

    @PatchMapping("/instance/{instanceId}/reboot")
    ResponseEntity<Object> reboot(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.REBOOT);
    }

    @PatchMapping("/instance/{instanceId}/reset")
    ResponseEntity<Object> reset(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.RESET);
    }

    @PatchMapping("/instance/{instanceId}/suspend")
    ResponseEntity<Object> suspend(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.SUSPEND);
    }

    @PatchMapping("/instance/{instanceId}/resume")
    ResponseEntity<Object> resume(Errand errand, @PathVariable("instanceId") InstanceId id) {
        return power(errand, id, PowerAction.RESUME);
    }

    private ResponseEntity<Object> power(Errand errand, InstanceId id, PowerAction action) {
        var found = instances.read(id);
        var task = new Dispatch.Task(
                PowerInstance.class,
                Noun.INSTANCE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new PowerInstance.Input(order, id, action),
                InstanceState.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }
}
