package cloud.kowabunga.kahuna.storage;

/** The life of a template's row. */
public enum TemplateState {
    IMPORTING,
    READY,
    DELETING
}
