package cloud.kowabunga.koala.catalog;

import java.util.List;

/**
 * One field of a resource as it stands on the wire, and how a person meets it.
 *
 * @param name as in the JSON of the API; with a dot where it is a part of another field
 * @param label for people
 * @param form how it is typed and shown
 * @param hint units, form and consequences; empty where the label says it all
 * @param required whether nothing can be made without it
 * @param editable whether it can be changed after the making
 */
record Field(String name, String label, Form form, String hint, boolean required, boolean editable) {
    /** How a value is typed and shown. */
    sealed interface Form {
        /** A line of text. */
        record Text(Rule rule) implements Form {}

        /** Several lines, each an element of a list. */
        record Lines(Rule rule) implements Form {}

        /** A whole number within bounds, both inclusive. */
        record Whole(long least, long most) implements Form {}

        /** Bytes on the wire, GiB for people. */
        record Gib() implements Form {}

        /** Yes or no. */
        record Yes() implements Form {}

        /** One of these words. */
        record Choice(List<String> words) implements Form {}

        /** One resource of another kind, by id on the wire and by name for people. */
        record One(String kind) implements Form {}

        /**
         * Several resources of another kind.
         *
         * @param ordered whether it means something which of them comes first
         */
        record Many(String kind, boolean ordered) implements Form {
            Many(String kind) {
                this(kind, false);
            }

            static Many inOrder(String kind) {
                return new Many(kind, true);
            }
        }

        /** Something that is typed hidden and never shown. */
        record Secret() implements Form {}

        /** Ranges of addresses, each as first-last on a line. */
        record Ranges() implements Form {}

        /** A price with its currency, such as 12.5 EUR. */
        record Price() implements Form {}

        /**
         * Only shown: Kahuna computes it.
         *
         * @param kind of the resources that the values of its pairs are, by id; empty where they are something else
         */
        record Computed(String kind) implements Form {}
    }

    static Field text(String name, String label) {
        return text(name, label, Rule.ANY);
    }

    static Field text(String name, String label, Rule rule) {
        return new Field(name, label, new Form.Text(rule), "", false, true);
    }

    static Field of(String name, String label, Form form) {
        return new Field(name, label, form, "", false, true);
    }

    static Field computed(String name, String label) {
        return computed(name, label, "");
    }

    static Field computed(String name, String label, String kind) {
        return new Field(name, label, new Form.Computed(kind), "", false, false);
    }

    Field needed() {
        return new Field(name, label, form, hint, true, editable);
    }

    Field fixed() {
        return new Field(name, label, form, hint, required, false);
    }

    Field hint(String words) {
        return new Field(name, label, form, words, required, editable);
    }

    /** Whether a person can give it at all. */
    boolean typed() {
        return !(form instanceof Form.Computed);
    }
}
