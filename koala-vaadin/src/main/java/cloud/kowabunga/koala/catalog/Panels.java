package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.compute.CarriedPanel;
import cloud.kowabunga.koala.compute.InstancePanel;
import cloud.kowabunga.koala.compute.KomputePanel;
import cloud.kowabunga.koala.compute.PartPanel;
import cloud.kowabunga.koala.network.AddressMap;
import cloud.kowabunga.koala.tenancy.MembersPanel;
import cloud.kowabunga.koala.tenancy.ProjectPanel;
import cloud.kowabunga.koala.topology.AgentPanel;
import cloud.kowabunga.koala.topology.AgentsPanel;
import cloud.kowabunga.koala.topology.CapacityPanel;
import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the page of a resource shows beyond its fields. Each part keeps itself up to date. */
final class Panels {
    private Panels() {}

    /** What changes from minute to minute. */
    static List<Component> above(Kind kind, Resource resource, BiFunction<String, String, Component> link) {
        return switch (kind.path()) {
            case "instance" -> List.of(part(kind, resource, link), new InstancePanel(resource.id(), link));
            case "volume", "adapter" -> List.of(part(kind, resource, link));
            case "kompute" -> List.of(new KomputePanel(resource.id(), link));
            case "agent" -> List.of(new AgentPanel(resource.id()));
            default -> List.of();
        };
    }

    private static Component part(Kind kind, Resource resource, BiFunction<String, String, Component> link) {
        return new PartPanel(kind.path(), resource.id(), link);
    }

    /** What it has, and what was done in it and to it. */
    static List<Component> below(Kind kind, Resource resource) {
        var inIt = Stream.concat(own(kind, resource).stream(), operations(kind, resource));
        return Stream.concat(inIt, Stream.of(new HistoryPanel(kind, resource.id())))
                .toList();
    }

    /** Of what is changed at once, but is where that happens which takes its time. */
    private static Stream<Component> operations(Kind kind, Resource resource) {
        return switch (kind.path()) {
            case "project", "region", "zone", "kaktus", "pool", "vnet", "subnet" ->
                Stream.of(new PlaceOperationsPanel(resource.id(), "Nothing has been done in it yet."));
            case "agent" -> Stream.of(new PlaceOperationsPanel(resource.id(), "It has carried no step yet."));
            default -> Stream.of();
        };
    }

    /** The resource itself was changed, of which some of its parts know only what they are told. */
    static void renew(Component part, Resource resource) {
        switch (part) {
            case ProjectPanel panel -> panel.refresh();
            case AddressMap map -> map.show(resource);
            case HistoryPanel history -> history.refresh();
            case KeyPanel key -> key.refresh();
            default -> {
                // It asks by itself.
            }
        }
    }

    private static List<Component> own(Kind kind, Resource resource) {
        return switch (kind.path()) {
            case "kaktus" ->
                List.of(
                        new CapacityPanel("kaktus", resource.id()),
                        new AgentsPanel("kaktus", resource.id()),
                        new CarriedPanel(resource.id()));
            case "pool", "zone", "region" ->
                List.of(new CapacityPanel(kind.path(), resource.id()), new AgentsPanel(kind.path(), resource.id()));
            case "kiwi" -> List.of(new AgentsPanel("kiwi", resource.id()));
            case "project" -> List.of(new ProjectPanel(resource), new MembersPanel(resource.id()));
            // Whoever may not give it a key is not told of the one that it has.
            case "user", "agent" ->
                new Allowed(kind).toGiveKey(resource.id()) ? List.of(new KeyPanel(kind, resource.id())) : List.of();
            case "subnet" -> List.of(new AddressMap(resource));
            default -> List.of();
        };
    }
}
