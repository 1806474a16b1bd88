package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Team;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Teams over HTTP. */
@Api
final class TeamController {
    private final Teams teams;

    TeamController(Teams teams) {
        this.teams = teams;
    }

    @PostMapping("/team")
    @ResponseStatus(HttpStatus.CREATED)
    Team create(NewIds ids, @RequestBody Team given) {
        return teams.create(ids, given);
    }

    @GetMapping("/team")
    List<String> list() {
        return teams.ids();
    }

    @GetMapping("/team/{teamId}")
    Team read(@PathVariable("teamId") String id) {
        return teams.read(id);
    }

    @PutMapping("/team/{teamId}")
    Team update(@PathVariable("teamId") String id, @RequestBody Team given) {
        return teams.update(id, given);
    }

    @DeleteMapping("/team/{teamId}")
    void delete(@PathVariable("teamId") String id) {
        teams.delete(id);
    }
}
