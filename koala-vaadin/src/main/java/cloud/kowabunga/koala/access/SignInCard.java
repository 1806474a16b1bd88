package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.Brand;
import cloud.kowabunga.koala.ui.SchemeSwitch;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.RouterLink;
import java.util.List;

/** What stands on a page for those who have not signed in. */
final class SignInCard extends Div {
    static final String AWAY = "Kahuna does not answer. Is it running, and does this Koala know its address?";

    private final Paragraph sentence;
    private final List<Component> lasting;
    private final Banner complaint = Banner.bad();

    SignInCard(String title, String sentence) {
        this.sentence = new Paragraph(sentence);
        addClassName("sign-in-card");
        complaint.setVisible(false);
        add(new Brand(), new H1(title), this.sentence);
        lasting = getChildren().toList();
        add(complaint);
    }

    /** Puts it on the page, with the choice between light and dark. */
    void onto(Main page) {
        page.addClassName("sign-in");
        var scheme = new SchemeSwitch();
        scheme.addClassName("sign-in-scheme");
        page.add(scheme, this);
    }

    void complain(String reason) {
        complaint.say(reason);
    }

    /** Nothing more can be done here; what stood below gives way to these. */
    void end(String word, Component... then) {
        getChildren().filter(part -> !lasting.contains(part)).forEach(this::remove);
        sentence.setText(word);
        add(then);
    }

    /** Says why it could not be done, if it could not. */
    void tryTo(Runnable deed) {
        try {
            deed.run();
        } catch (KahunaRefusal e) {
            complain(e.reason());
        } catch (KahunaAway e) {
            complain(AWAY);
        }
    }

    static RouterLink back() {
        return new RouterLink("Back to the sign-in page", SignInView.class);
    }

    /** Fields above a button. */
    static Div form(Button button, Component... fields) {
        var form = new Div();
        form.addClassName("sign-in-form");
        for (var field : fields) {
            ((HasSize) field).setWidthFull();
            form.add(field);
        }
        form.add(button);
        // Enter in a field of this form, and only there, presses its button.
        button.addClickShortcut(Key.ENTER).listenOn(form);
        return form;
    }

    static Button button(String id, String text, Runnable action) {
        var button = new Button(text, _ -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setDisableOnClick(true);
        button.setWidthFull();
        button.setId(id);
        button.addClickListener(click -> click.getSource().setEnabled(true));
        return button;
    }
}
