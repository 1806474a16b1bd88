package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.html.Paragraph;

/** A sentence that stands where there is little or nothing else to tell. */
public final class Quiet extends Paragraph {
    public Quiet(String sentence) {
        super(sentence);
        addClassName("quiet");
    }
}
