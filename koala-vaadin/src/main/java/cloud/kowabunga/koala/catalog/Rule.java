package cloud.kowabunga.koala.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a line of text must look like, told while it is typed. Kahuna decides; this only saves a way there and back. */
enum Rule {
    ANY(".*", ""),
    NAME(
            "(?=.{1,63}$)[A-Za-z0-9._-]+( +[A-Za-z0-9._-]+)*",
            "1 to 63 letters, digits, dots, dashes, underscores or inner blanks."),
    DOMAIN(
            "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*",
            "A domain is letters, digits and dashes with dots between, such as eu.example.org."),
    ADDRESS(Rule.IPV4, "An address is four numbers from 0 to 255, such as 10.0.0.7."),
    CIDR(Rule.IPV4 + "/([0-9]|[12][0-9]|3[0-2])", "A range is an address and a length, such as 10.0.0.0/24."),
    MAC("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}", "A MAC is six pairs of digits, such as 52:54:00:12:34:56."),
    EMAIL("[^@\\s]+@[^@\\s]+", "An e-mail address has an @, such as ada@example.org."),
    BRIDGE(
            "[^\\s/:]{1,15}",
            "A bridge has a name of 1 to 15 characters, without blanks, slashes and colons, such as br0."),
    RANGE(Rule.IPV4 + "\\s*-\\s*" + Rule.IPV4, "A range is first-last, such as 10.0.0.2-10.0.0.9.");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final String IPV4 = "(" + OCTET + "\\.){3}" + OCTET;

    private final Pattern pattern;
    private final String sentence;

    Rule(String pattern, String sentence) {
        this.pattern = Pattern.compile(pattern);
        this.sentence = sentence;
    }

    /** What is wrong with the text; empty where nothing is. */
    Optional<String> wrong(String text) {
        return text.isBlank() || pattern.matcher(text.strip()).matches() ? Optional.empty() : Optional.of(sentence);
    }
}
