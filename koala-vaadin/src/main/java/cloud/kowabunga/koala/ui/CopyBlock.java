package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Text to take elsewhere, with a button that copies it. */
public final class CopyBlock extends Div {
    /** Browsers give the clipboard to secure pages only; on others the text is selected, which one key then copies. */
    private static final String COPY = """
            const range = document.createRange();
            range.selectNodeContents($0);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            if (navigator.clipboard) { navigator.clipboard.writeText($0.textContent); } else { document.execCommand('copy'); }
            """;

    /**
     * @param title what the button says
     * @param id of the text
     */
    public CopyBlock(String text, String title, String id) {
        addClassName("copy-block");
        var block = new Pre(text);
        block.setId(id);
        block.addClassName("code");
        // So that a keyboard can scroll it.
        block.getElement().setAttribute("tabindex", "0");
        var copy = new Button(title, VaadinIcon.COPY_O.create(), _ -> {
            getElement().executeJs(COPY, block.getElement());
            Notices.done("Copied.");
        });
        copy.addThemeVariants(ButtonVariant.LUMO_SMALL);
        copy.setId("copy-" + id);
        add(block, copy);
    }
}
