package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.MoreColumns;
import cloud.kowabunga.koala.client.ProjectResources;
import cloud.kowabunga.koala.client.ProjectRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.Meter;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What projects use of their quotas, and what that costs. */
public final class ProjectColumns implements MoreColumns {
    /** So many ids stand in one address. */
    private static final int AT_ONCE = 100;

    private final Visitor visitor = Visitor.current();
    private final Map<String, ProjectRow> known = new HashMap<>();

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("Instances", "7rem", row -> meter(row, ProjectResources::instances, Meter.Unit.PIECES)),
                new Column("vCPUs", row -> meter(row, ProjectResources::vcpus, Meter.Unit.PIECES)),
                new Column("Memory", row -> meter(row, ProjectResources::memory, Meter.Unit.BYTES)),
                new Column("Storage", row -> meter(row, ProjectResources::storage, Meter.Unit.BYTES)),
                new Column("Cost a month", "9rem", row -> new Span(cost(row))));
    }

    /** Of the teams there is more on the page. */
    @Override
    public Set<String> replaced() {
        return Set.of("teams");
    }

    @Override
    public Set<String> nouns() {
        return Set.of("project", "instance", "volume");
    }

    @Override
    public void ask(Collection<Resource> rows) {
        var ids = rows.stream().map(Resource::id).toList();
        for (var from = 0; from < ids.size(); from += AT_ONCE) {
            var part = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            visitor.kahuna()
                    .projects(part, new Range(0, AT_ONCE, ""))
                    .rows()
                    .forEach(project -> known.put(project.id(), project));
        }
    }

    @Override
    public Object facts(Resource row) {
        return project(row);
    }

    private Optional<ProjectRow> project(Resource row) {
        return Optional.ofNullable(known.get(row.id()));
    }

    private Component meter(Resource row, ToLongFunction<ProjectResources> what, Meter.Unit unit) {
        return project(row)
                .map(project -> meter(what.applyAsLong(project.usage()), what.applyAsLong(project.quotas()), unit))
                .orElseGet(() -> new Span("–"));
    }

    /** Of what has no limit there is no bar, and little to say. */
    private static Component meter(long used, long quota, Meter.Unit unit) {
        return quota == 0 ? new Span(unit.of(used)) : Meter.quota("", used, quota, unit);
    }

    private String cost(Resource row) {
        return project(row)
                .map(project -> project.cost() == null
                        ? "several currencies"
                        : project.cost().inShort())
                .orElse("–");
    }
}
