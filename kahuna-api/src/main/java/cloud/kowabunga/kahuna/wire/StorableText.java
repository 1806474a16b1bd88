package cloud.kowabunga.kahuna.wire;

import cloud.kowabunga.fault.Fault;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Texts that PostgreSQL keeps and gives back letter by letter. JSON can also write the character with the number zero and halves
 * of characters (unpaired surrogates, RFC 8259 section 8.2), which it cannot.
 */
final class StorableText extends StringDeserializer {
    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        var text = super.deserialize(parser, context);
        if (text != null && !text.codePoints().allMatch(StorableText::isCharacter)) {
            var field = parser.currentName();
            throw Fault.MALFORMED_REQUEST.because(
                    "%s: this text holds a character with the number zero, or half a character, which cannot be kept."
                            .formatted(field == null ? "body" : field));
        }
        return text;
    }

    private static boolean isCharacter(int codePoint) {
        return codePoint != 0 && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
