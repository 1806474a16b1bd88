package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.WebStorage;

/** Light, dark, or as the person's system has it; the browser remembers the choice. */
public final class SchemeSwitch extends Button {
    private static final String REMEMBERED = "koala.scheme";

    private enum Scheme {
        SYSTEM(ColorScheme.Value.LIGHT_DARK, VaadinIcon.ADJUST, "Colours follow your system. Switch to light."),
        LIGHT(ColorScheme.Value.LIGHT, VaadinIcon.SUN_O, "Light colours. Switch to dark."),
        DARK(ColorScheme.Value.DARK, VaadinIcon.MOON_O, "Dark colours. Follow your system.");

        private final ColorScheme.Value value;
        private final VaadinIcon icon;
        private final String title;

        Scheme(ColorScheme.Value value, VaadinIcon icon, String title) {
            this.value = value;
            this.icon = icon;
            this.title = title;
        }

        Scheme next() {
            return switch (this) {
                case SYSTEM -> LIGHT;
                case LIGHT -> DARK;
                case DARK -> SYSTEM;
            };
        }
    }

    private Scheme scheme = Scheme.SYSTEM;

    public SchemeSwitch() {
        addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.LUMO_ICON);
        addClickListener(_ -> {
            choose(scheme.next());
            WebStorage.setItem(REMEMBERED, scheme.name());
        });
        show();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        choose(scheme);
        WebStorage.getItem(REMEMBERED, remembered -> {
            for (var known : Scheme.values()) {
                if (known.name().equals(remembered)) {
                    choose(known);
                }
            }
        });
    }

    private void choose(Scheme chosen) {
        scheme = chosen;
        getUI().ifPresent(ui -> ui.getPage().setColorScheme(chosen.value));
        show();
    }

    private void show() {
        setIcon(scheme.icon.create());
        setTooltipText(scheme.title);
        setAriaLabel(scheme.title);
    }
}
