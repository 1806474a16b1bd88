package cloud.kowabunga.kahuna.console;

import org.jspecify.annotations.Nullable;

/**
 * What the page of a console is told beside the bytes, as JSON in a text frame.
 *
 * @param state {@code waiting}, {@code open} or {@code ended}
 * @param sentence for the person
 * @param again while it is not ended: the ticket that opens it once more
 */
record Notice(
        String state,
        String sentence,
        @Nullable String instance,
        @Nullable String again) {}
