package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.ui.CopyBlock;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Shows what Kahuna tells once and never again. */
final class SecretNotice extends Dialog {
    /**
     * @param use what to do with it, ready to copy; empty where there is nothing to type
     */
    SecretNotice(String title, String secret, String use) {
        setHeaderTitle(title);
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
        var key = new CopyBlock(secret, "Copy key", "secret");
        var form = new Div(new Paragraph("Copy it now: it is kept as a hash only and cannot be shown again."), key);
        form.addClassName("form");
        if (!use.isEmpty()) {
            form.add(new Paragraph("On the machine:"), new CopyBlock(use, "Copy commands", "join"));
        }
        add(form);
        getFooter().add(new Button("I have it", _ -> close()));
    }
}
