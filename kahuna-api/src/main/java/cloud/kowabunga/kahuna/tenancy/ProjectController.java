package cloud.kowabunga.kahuna.tenancy;

import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Project;
import cloud.kowabunga.kahuna.wire.ProjectResources;
import cloud.kowabunga.tenancy.ProjectId;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Projects over HTTP. */
@Api
final class ProjectController {
    private static final int MOST = 1000;

    private final Projects projects;
    private final ProjectCost cost;
    private final ProjectMembers members;

    ProjectController(Projects projects, ProjectCost cost, ProjectMembers members) {
        this.projects = projects;
        this.cost = cost;
        this.members = members;
    }

    @PostMapping("/project")
    @ResponseStatus(HttpStatus.CREATED)
    Project create(
            Caller caller,
            NewIds ids,
            @RequestParam(name = "subnetSize", required = false) @Nullable Integer subnetSize,
            @RequestBody Project given) {
        return projects.create(caller, ids, given, subnetSize);
    }

    @GetMapping("/project")
    List<ProjectId> list() {
        return projects.ids();
    }

    @GetMapping("/project/{projectId}")
    Project read(Caller caller, @PathVariable("projectId") ProjectId id) {
        return projects.read(caller, id);
    }

    @PutMapping("/project/{projectId}")
    Project update(Caller caller, @PathVariable("projectId") ProjectId id, @RequestBody Project given) {
        return projects.update(caller, id, given);
    }

    @DeleteMapping("/project/{projectId}")
    void delete(Caller caller, @PathVariable("projectId") ProjectId id) {
        projects.delete(caller, id);
    }

    @GetMapping("/project/{projectId}/cost")
    Cost cost(@PathVariable("projectId") ProjectId id) {
        return cost.of(id);
    }

    @GetMapping("/project/{projectId}/usage")
    ProjectResources usage(@PathVariable("projectId") ProjectId id) {
        return projects.usage(id);
    }

    @GetMapping("/project/{projectId}/members")
    ResponseEntity<List<ProjectMember>> members(
            Caller caller,
            @PathVariable("projectId") ProjectId id,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var part = members.of(caller, id, offset, limit);
        return ResponseEntity.ok()
                .header("X-Kowabunga-Total", Integer.toString(part.total()))
                .body(part.rows());
    }
}
