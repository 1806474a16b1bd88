package cloud.kowabunga.kahuna.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** The table of who may do what, {@code access/rules.txt}: the one place that decides. */
final class Rules {
    private static final Map<String, Rule> TABLE = read();

    private Rules() {}

    static Optional<Rule> of(String method, String path) {
        return Optional.ofNullable(TABLE.get(method + " " + path));
    }

    static Collection<Rule> all() {
        return TABLE.values();
    }

    /** Each as method and path. */
    static Set<String> operations() {
        return TABLE.keySet();
    }

    private static Map<String, Rule> read() {
        try {
            return new ClassPathResource("access/rules.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Rule::parse)
                    .collect(Collectors.toUnmodifiableMap(Rule::key, Function.identity()));
        } catch (IOException missing) {
            throw new UncheckedIOException("The table of rights is part of Kahuna.", missing);
        }
    }
}
