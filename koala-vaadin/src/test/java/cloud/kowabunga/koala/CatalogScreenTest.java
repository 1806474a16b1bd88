package cloud.kowabunga.koala;

import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;

/** Screens of the catalog under the hands of a person. */
abstract class CatalogScreenTest extends ScreenTest {
    protected void open(String path) {
        UI.getCurrentOrThrow().navigate("catalog/" + path);
        roundTrip();
    }

    protected void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    protected void type(String field, String text) {
        test(find(TextField.class).withId("field-" + field).single()).setValue(text);
    }

    /** As the browser tells of what stands in the field and is no number of Java's. */
    protected static void typeUnreadable(Component field, String text) {
        var element = field.getElement();
        element.setProperty("_inputElementValue", text);
        element.getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(element, "unparsable-change", JacksonUtils.createObjectNode()));
    }

    @SuppressWarnings("unchecked")
    protected Grid<Resource> grid() {
        return (Grid<Resource>) find(Grid.class).single();
    }
}
