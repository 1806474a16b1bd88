package cloud.kowabunga.kahuna.topology;

import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Expiry;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Agent;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.ApiToken;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.topology.AgentId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Agents and their keys over HTTP. */
@Api
final class AgentController {
    private final Agents agents;
    private final AgentKeys keys;

    AgentController(Agents agents, AgentKeys keys) {
        this.agents = agents;
        this.keys = keys;
    }

    @PostMapping("/agent")
    @ResponseStatus(HttpStatus.CREATED)
    Agent create(NewIds ids, @RequestBody Agent given) {
        return agents.create(ids, given);
    }

    @GetMapping("/agent")
    List<AgentId> list() {
        return agents.ids();
    }

    @GetMapping("/agent/{agentId}")
    Agent read(@PathVariable("agentId") AgentId id) {
        return agents.read(id);
    }

    @PutMapping("/agent/{agentId}")
    Agent update(@PathVariable("agentId") AgentId id, @RequestBody Agent given) {
        return agents.update(id, given);
    }

    @DeleteMapping("/agent/{agentId}")
    void delete(@PathVariable("agentId") AgentId id) {
        agents.delete(id);
    }

    /** The key itself is told once, in a header: the published body has no place for it. */
    @PatchMapping("/agent/{agentId}/token")
    ResponseEntity<ApiToken> rotate(
            @PathVariable("agentId") AgentId id,
            @RequestParam(name = "expire", required = false) @Nullable Boolean expire,
            @RequestParam(name = "expirationDate", required = false) @Nullable LocalDate expirationDate,
            @RequestParam(name = "expiration_date", required = false) @Nullable LocalDate expirationDateOfOld) {
        var rotated = keys.rotate(id, Expiry.of(expire, Given.orAbsent(expirationDate, expirationDateOfOld)));
        return ResponseEntity.ok()
                .header("X-Kowabunga-Secret", rotated.key().reveal())
                .header("Cache-Control", "no-store")
                .body(rotated.token());
    }
}
