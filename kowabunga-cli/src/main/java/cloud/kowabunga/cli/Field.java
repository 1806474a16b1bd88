package cloud.kowabunga.cli;

import java.util.List;
import java.util.Locale;

/**
 * Something that a request may say.
 *
 * @param name as it goes over the wire
 * @param list whether there may be several
 * @param fields what an object consists of; empty for anything else, and for objects with any fields
 */
record Field(
        String name,
        String description,
        Kind kind,
        List<String> choices,
        boolean required,
        boolean list,
        List<Field> fields) {
    enum Kind {
        TEXT("TEXT"),
        WHOLE("NUMBER"),
        SIZE("SIZE"),
        NUMBER("NUMBER"),
        BOOLEAN(""),
        OBJECT("KEY=VALUE,…");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    /** {@code extra_routes} is given as {@code --extra-routes}, {@code assignIP} as {@code --assign-ip}, {@code poolId} as {@code --pool}. */
    String option() {
        return "--" + kebab(name.length() > 2 && name.endsWith("Id") ? name.substring(0, name.length() - 2) : name);
    }

    static String kebab(String name) {
        return name.replace('_', '-').replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** What stands for the value in a help text. */
    String label() {
        return choices.isEmpty() ? kind.label : String.join("|", choices);
    }

    /** Whether its values are ids of that noun: {@code agents} are those of agents, {@code poolId} is that of a pool. */
    boolean refersTo(String noun) {
        return kind == Kind.TEXT
                && (name.equals(noun + "Id") || (list && (name.equals(noun + "s") || name.equals(noun + "es"))));
    }
}
