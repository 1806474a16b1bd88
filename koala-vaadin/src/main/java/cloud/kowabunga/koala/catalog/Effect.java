package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.ProjectResources;
import cloud.kowabunga.koala.tenancy.QuotaMeters;
import cloud.kowabunga.koala.tenancy.Quotas;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an order would do to the project's quotas, and where there is room for it, shown before it is given. */
final class Effect extends Div {
    private static final Set<String> COUNTED = Set.of("instance", "kompute", "volume");

    private final Visitor visitor = Visitor.current();
    private final String kind;

    Effect(Kind kind) {
        this.kind = kind.path();
        setId("effect");
        addClassName("effect");
        setVisible(false);
        getElement().setAttribute("role", "status");
    }

    static boolean concerns(Kind kind) {
        return COUNTED.contains(kind.path());
    }

    /**
     * Shows it anew.
     *
     * @param project its id; empty while none is chosen
     * @param zone its id; empty where none is chosen, and then nothing is said of room
     * @param before what the resource had; empty for a new one
     * @param after what it would have
     */
    void show(String project, String zone, Map<String, Object> before, Map<String, Object> after) {
        removeAll();
        setVisible(!project.isEmpty());
        if (project.isEmpty()) {
            return;
        }
        var more = demand(after).minus(before.isEmpty() ? ProjectResources.NOTHING : demand(before));
        visitor.ask(() -> {
                    var owner = visitor.kahuna().resource("project", project);
                    var use = visitor.kahuna().usage(project).plus(more);
                    add(new Paragraph("After this, project %s uses:".formatted(owner.name())));
                    add(new QuotaMeters(use, Quotas.of(owner)));
                    return true;
                })
                .ifPresent(_ -> room(zone, more).ifPresent(sentence -> {
                    var words = new Paragraph(sentence);
                    words.setId("placement");
                    add(words);
                }));
    }

    private ProjectResources demand(Map<String, Object> body) {
        var machine = kind.equals("volume") ? 0 : 1;
        return new ProjectResources(
                number(body, "vcpus"),
                number(body, "memory"),
                number(body, "size") + number(body, "disk") + number(body, "data_disk"),
                machine);
    }

    private static long number(Map<String, Object> body, String field) {
        return body.get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** Only who sees the machines of the cloud is told of them; for all others Kahuna finds a place or says why not. */
    private Optional<String> room(String zone, ProjectResources more) {
        if (zone.isEmpty() || kind.equals("volume")) {
            return Optional.empty();
        }
        try {
            return visitor.ask(visitor.kahuna()::capacity).map(rows -> sentence(inZone(rows, zone), more));
        } catch (KahunaRefusal no) {
            if (no.forbidden()) {
                return Optional.empty();
            }
            throw no;
        }
    }

    private static List<CapacityRow> inZone(List<CapacityRow> rows, String zone) {
        return rows.stream()
                .filter(row -> row.isKaktus() && zone.equals(row.zone()))
                .toList();
    }

    private static String sentence(List<CapacityRow> kaktuses, ProjectResources more) {
        var open = kaktuses.stream()
                .filter(row -> row.alive() && !row.maintenance())
                .toList();
        if (open.isEmpty()) {
            return "No Kaktus of this zone answers and takes instances now, so nothing can be placed there.";
        }
        return open.stream()
                .filter(row ->
                        free(row, CapacityRow.VCPUS) >= more.vcpus() && free(row, CapacityRow.MEMORY) >= more.memory())
                .min(Comparator.comparingDouble(row -> fullness(row, more)))
                .map(row -> "It fits: Kaktus %s has the most room now.".formatted(row.name()))
                .orElse("No Kaktus of this zone has that much room; fewer vCPUs or less memory may fit.");
    }

    private static long free(CapacityRow row, String what) {
        return row.measure(what).map(CapacityRow.Measure::free).orElse(0L);
    }

    /** As Kahuna's placement sees it: the fuller of the two dimensions. */
    private static double fullness(CapacityRow row, ProjectResources more) {
        return Math.max(
                fullness(row, CapacityRow.VCPUS, more.vcpus()), fullness(row, CapacityRow.MEMORY, more.memory()));
    }

    private static double fullness(CapacityRow row, String what, long more) {
        return row.measure(what)
                .map(measure -> (measure.used() + more) / (double) Math.max(1, measure.total()))
                .orElse(1.0);
    }
}
