package cloud.kowabunga.operation;

/** What a person may say to an operation that goes on or stands still. */
public enum Decision {
    /** Try the step once more, at once. */
    RETRY,
    /** Leave the step as it is, and go on as if it were done. */
    SKIP,
    /** Go no further: undo what was done. While undoing stands still itself: leave what cannot be undone as it is. */
    CANCEL
}
