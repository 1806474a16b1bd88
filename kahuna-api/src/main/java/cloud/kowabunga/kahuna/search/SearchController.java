package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists for screens over HTTP. */
@Api
final class SearchController {
    private static final int MOST = 1000;

    private final InstanceSearch instances;
    private final AgentSearch agents;
    private final CapacitySearch capacity;
    private final ResourceSearch resources;
    private final ProjectSearch projects;

    SearchController(
            InstanceSearch instances,
            AgentSearch agents,
            CapacitySearch capacity,
            ResourceSearch resources,
            ProjectSearch projects) {
        this.instances = instances;
        this.agents = agents;
        this.capacity = capacity;
        this.resources = resources;
        this.projects = projects;
    }

    @GetMapping("/search/instances")
    ResponseEntity<List<InstanceRow>> instances(
            Caller caller,
            @RequestParam(name = "id", required = false) @Nullable String id,
            @RequestParam(name = "project", required = false) @Nullable String project,
            @RequestParam(name = "zone", required = false) @Nullable String zone,
            @RequestParam(name = "kaktus", required = false) @Nullable String kaktus,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "sort", defaultValue = "") String sort,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var wanted = new InstanceFilter(
                id == null ? null : Given.valid("id", id, InstanceId::new),
                project == null ? null : Given.valid("project", project, ProjectId::new),
                zone == null ? null : Given.valid("zone", zone, ZoneId::new),
                kaktus == null ? null : Given.valid("kaktus", kaktus, KaktusId::new),
                state == null ? null : state(state),
                name,
                after == null ? null : Given.valid("after", after, InstanceId::new));
        var part = instances.find(caller, wanted, sort, offset, limit);
        return ResponseEntity.ok()
                .header("X-Kowabunga-Total", Integer.toString(part.total()))
                .body(part.rows());
    }

    @GetMapping("/search/agents")
    List<AgentRow> agents() {
        return agents.all();
    }

    @GetMapping("/search/capacity")
    List<CapacityRow> capacity() {
        return capacity.all();
    }

    @GetMapping("/search/resources")
    ResponseEntity<List<ResourceRow>> resources(
            Caller caller,
            @RequestParam(name = "noun") String noun,
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "parent", required = false) @Nullable String parent,
            @RequestParam(name = "id", required = false) @Nullable String id,
            @RequestParam(name = "kompute", required = false) @Nullable String kompute,
            @RequestParam(name = "sort", defaultValue = "") String sort,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var wanted = new ResourceSearch.Filter(name, parent, id, kompute);
        var part = resources.find(caller, Indexed.of(noun), wanted, sort, offset, limit);
        return ResponseEntity.ok()
                .header("X-Kowabunga-Total", Integer.toString(part.total()))
                .body(part.rows());
    }

    @GetMapping("/search/projects")
    ResponseEntity<List<ProjectRow>> projects(
            Caller caller,
            @RequestParam(name = "id", defaultValue = "") List<String> ids,
            @RequestParam(name = "name", required = false) @Nullable String name,
            @RequestParam(name = "sort", defaultValue = "") String sort,
            @RequestParam(name = "offset", defaultValue = "0") int offset,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        Given.within("limit", limit, 1, MOST);
        Given.within("offset", offset, 0, Integer.MAX_VALUE);
        var among =
                ids.stream().map(id -> Given.valid("id", id, ProjectId::new)).toList();
        var part = projects.find(caller, among, name, sort, offset, limit);
        return ResponseEntity.ok()
                .header("X-Kowabunga-Total", Integer.toString(part.total()))
                .body(part.rows());
    }

    private static InstanceState state(String word) {
        return Arrays.stream(InstanceState.values())
                .filter(state -> state.wire().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("state: one of %s is needed, not '%s'."
                        .formatted(
                                Arrays.stream(InstanceState.values())
                                        .map(InstanceState::wire)
                                        .toList(),
                                word)));
    }
}
