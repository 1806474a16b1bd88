package cloud.kowabunga.koala.network;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Set;

/** Which addresses of a subnet are given out, kept and free, as a part of its page: a square for each, and the same in words. */
public final class AddressMap extends Div {
    /** A /22; of a larger subnet the words alone say enough. */
    private static final int MOST_SQUARES = 1024;

    private static final int MOST_ADAPTERS = 1000;

    private final Visitor visitor = Visitor.current();
    private Resource subnet;

    public AddressMap(Resource subnet) {
        this.subnet = subnet;
        Live.keep(this, Set.of("adapter", "instance"), this::refresh);
    }

    /** The subnet itself was changed. */
    public void show(Resource changed) {
        subnet = changed;
        refresh();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        var mine = new ResourceFilter("", subnet.id(), "");
        visitor.ask(() -> visitor.kahuna().resources("adapter", mine, new Range(0, MOST_ADAPTERS, "")))
                .ifPresent(adapters -> show(adapters.rows()));
    }

    private void show(List<Resource> adapters) {
        removeAll();
        SubnetUse.of(subnet, adapters).ifPresent(use -> {
            var words = new Paragraph("%d of %d addresses are given out, %d are reserved, %d are free."
                    .formatted(use.given(), use.size(), use.reserved(), use.free()));
            words.setId("addresses");
            add(new H2("Addresses"), words);
            if (use.size() <= MOST_SQUARES) {
                add(map(use), legend());
            }
        });
    }

    private static Div map(SubnetUse use) {
        var map = new Div();
        map.addClassName("address-map");
        map.getElement().setAttribute("role", "img");
        map.getElement().setAttribute("aria-label", "Map of the addresses, as said above");
        for (var address : use.addresses()) {
            var square = new Element("div");
            square.getClassList().add("address-" + address.use().word());
            square.setAttribute("title", address.title());
            map.getElement().appendChild(square);
        }
        return map;
    }

    private static Paragraph legend() {
        var legend = new Paragraph();
        legend.addClassName("legend");
        for (var use : SubnetUse.Use.values()) {
            var mark = new Element("i");
            mark.getClassList().add("address-" + use.word());
            var entry = new Span();
            entry.getElement().appendChild(mark);
            entry.add(new Span(use.word()));
            legend.add(entry);
        }
        return legend;
    }
}
