package cloud.kowabunga.kahuna.catalog;

import cloud.kowabunga.kahuna.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A strong entity tag (RFC 9110, section 8.8.3): two objects have the same one when they are the same, letter by letter. */
public record EntityTag(String value) {
    private static final int BYTES = 16;

    /** The tag of an object as it is written. */
    public static EntityTag of(Object body) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(Json.mapper().writeValueAsBytes(body));
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
            return new EntityTag('"' + text + '"');
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** Whether a header of conditions, such as {@code If-Match: "a", "b"}, names this tag; {@code *} names every one. */
    public boolean isNamedBy(String header) {
        return header.strip().equals("*")
                || Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(value::equals);
    }

    /** As {@link #isNamedBy} where a weak tag does, too, as for {@code If-None-Match}. */
    public boolean isNamedWeaklyBy(String header) {
        return isNamedBy(header.replace("W/", ""));
    }
}
