package cloud.kowabunga.kahuna.access;

import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Whoami;
import org.springframework.web.bind.annotation.GetMapping;

/** Tells callers what the table of rights leaves to them, so that a console offers nothing that is always refused. */
@Api
final class WhoamiController {
    @GetMapping("/whoami")
    Whoami whoami(Caller caller) {
        return new Whoami(caller.id(), caller.name(), caller.role().wire(), Permissions.of(caller));
    }
}
