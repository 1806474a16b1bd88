package cloud.kowabunga.kahuna.access;

/** What an operation asks of its caller. The words stand in {@code access/rules.txt}, which explains them. */
enum Right {
    OPEN,
    SIGNED_IN,
    LIST,
    READ,
    USE,
    CHANGE,
    SELF,
    SUPER_ADMIN
}
