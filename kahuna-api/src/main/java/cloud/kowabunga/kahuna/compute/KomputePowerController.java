package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
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

/** The power of Komputes over HTTP: their instances' power, as an operation on the whole. */
@Api
final class KomputePowerController {
    private final KomputeQuery komputes;
    private final Dispatch dispatch;

    KomputePowerController(KomputeQuery komputes, Dispatch dispatch) {
        this.komputes = komputes;
        this.dispatch = dispatch;
    }

    @GetMapping("/kompute/{komputeId}/state")
    InstanceStatus state(@PathVariable("komputeId") KomputeId id) {
        return States.of(komputes.read(id).instance());
    }

    @PatchMapping("/kompute/{komputeId}/start")
    ResponseEntity<Object> start(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.START);
    }

    @PatchMapping("/kompute/{komputeId}/stop")
    ResponseEntity<Object> stop(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.STOP);
    }

    @PatchMapping("/kompute/{komputeId}/shutdown")
    ResponseEntity<Object> shutdown(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.SHUTDOWN);
    }

    @PatchMapping("/kompute/{komputeId}/reboot")
    ResponseEntity<Object> reboot(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.REBOOT);
    }

    @PatchMapping("/kompute/{komputeId}/reset")
    ResponseEntity<Object> reset(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.RESET);
    }

    @PatchMapping("/kompute/{komputeId}/suspend")
    ResponseEntity<Object> suspend(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.SUSPEND);
    }

    @PatchMapping("/kompute/{komputeId}/resume")
    ResponseEntity<Object> resume(Errand errand, @PathVariable("komputeId") KomputeId id) {
        return power(errand, id, PowerAction.RESUME);
    }

    private ResponseEntity<Object> power(Errand errand, KomputeId id, PowerAction action) {
        var found = komputes.read(id);
        var task = new Dispatch.Task(
                PowerInstance.class,
                Noun.KOMPUTE,
                id,
                found.spec().name().value(),
                found.project(),
                found.region(),
                order -> new PowerInstance.Input(order, found.instance().getId(), action),
                InstanceState.class);
        return dispatch.run(errand, task, HttpStatus.OK, () -> null);
    }
}
