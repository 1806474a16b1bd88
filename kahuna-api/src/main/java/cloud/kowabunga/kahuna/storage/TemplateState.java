package cloud.kowabunga.kahuna.storage;

import java.util.Locale;

/** The life of a template's row. */
public enum TemplateState {
    IMPORTING,
    READY,
    DELETING;

    /** For people. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
