package cloud.kowabunga.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was done to a simulated data center, one call a line in a file, so that it outlives its agent as a real one does. Calls
 * that only ask are not kept.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Set<String> QUESTIONS = Set.of("state", "domains", "images", "snapshots", "status");

    /** Arguments are written as they travel. */
    private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();

    private final Path file;
    private final Map<String, Part> parts = new HashMap<>();

    Journal(Path file) {
        this.file = file;
    }

    private record Part(Object part, Map<String, Method> effects) {}

    private record Line(String part, String call, JsonNode argument) {}

    /** The part, with each call that has had its effect written down before it is answered. */
    <T> T keeping(Class<T> language, T part) {
        var name = language.getSimpleName();
        var effects = Stream.of(language.getMethods())
                .filter(method -> !QUESTIONS.contains(method.getName()))
                .collect(Collectors.toMap(Method::getName, Function.identity()));
        parts.put(name, new Part(part, effects));
        return language.cast(Proxy.newProxyInstance(
                language.getClassLoader(), new Class<?>[] {language}, (_, method, arguments) -> {
                    try {
                        var answer = method.invoke(part, arguments);
                        if (method.equals(effects.get(method.getName()))) {
                            append(new Line(name, method.getName(), JSON.valueToTree(arguments[0])));
                        }
                        return answer;
                    } catch (InvocationTargetException refused) {
                        throw refused.getTargetException();
                    }
                }));
    }

    /** Does again, on the parts that are kept, what was done before. */
    void replay() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (var line : Files.readAllLines(file)) {
                again(JSON.readValue(line, Line.class));
            }
        } catch (IOException | ReflectiveOperationException unreadable) {
            throw new InvalidConfig("%s cannot be read (%s). Without it the simulated data center begins empty."
                    .formatted(file, unreadable.getMessage()));
        }
    }

    private void again(Line line) throws IOException, ReflectiveOperationException {
        var part = parts.get(line.part());
        var method = part == null ? null : part.effects().get(line.call());
        if (part == null || method == null) {
            throw new NoSuchMethodException(line.part() + "." + line.call());
        }
        try {
            method.invoke(part.part(), JSON.treeToValue(line.argument(), method.getParameterTypes()[0]));
        } catch (InvocationTargetException refused) {
            // Calls that ran at the same time may stand here in another order than they had their effects.
            LOG.warn(
                    "{} is refused now, and left out: {}",
                    line,
                    refused.getTargetException().getMessage());
        }
    }

    private synchronized void append(Line line) throws IOException {
        Files.writeString(
                file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
