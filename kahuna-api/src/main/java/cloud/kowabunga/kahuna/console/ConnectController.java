package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.InstanceRemoteAccess;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Hands out the address of an instance's console: it opens once, within a minute, for whoever has it. */
@Api
final class ConnectController {
    private final Consoles consoles;
    private final Tickets tickets;
    private final Standing standing;
    private final KahunaProperties properties;

    ConnectController(Consoles consoles, Tickets tickets, Standing standing, KahunaProperties properties) {
        this.consoles = consoles;
        this.tickets = tickets;
        this.standing = standing;
        this.properties = properties;
    }

    @GetMapping("/instance/{instanceId}/connect")
    ResponseEntity<InstanceRemoteAccess> connect(
            @PathVariable("instanceId") InstanceId id, Caller caller, HttpServletRequest request) {
        var state = consoles.state(id);
        switch (state) {
            case RUNNING, PAUSED, CREATING, UNKNOWN -> {}
            case SHUTOFF, CRASHED, DELETING ->
                throw Fault.INVALID_STATE.because(
                        "Instance '%s' is %s: start it, then it has a console.".formatted(id, state.wire()));
        }
        var ticket = tickets.issue(id, caller, standing.of(request));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new InstanceRemoteAccess(base() + "/console/" + ticket.value()));
    }

    private String base() {
        var given = properties.publicUrl();
        return given == null
                ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                : given.toString().replaceFirst("/+$", "");
    }
}
