package cloud.kowabunga.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of one mapping in a YAML file. Says in one sentence what is wrong: the key, the value, what is allowed. */
final class Keys {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            // Of two equal keys one would be ignored in silence.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String prefix;
    private final JsonNode mapping;
    private final Path folder;

    private Keys(String prefix, JsonNode mapping, Path folder) {
        this.prefix = prefix;
        this.mapping = mapping;
        this.folder = folder;
    }

    static Keys in(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            throw new InvalidConfig("%s is not YAML%s: %s."
                    .formatted(
                            file,
                            at == null ? "" : " (line " + at.getLineNr() + ")",
                            malformed.getOriginalMessage().lines().findFirst().orElse("unreadable")));
        } catch (IOException unreadable) {
            throw new InvalidConfig("The configuration " + file + " cannot be read.");
        }
        if (!root.isObject()) {
            throw new InvalidConfig(file + " holds no configuration: keys and values are needed.");
        }
        var parent = file.toAbsolutePath().getParent();
        return new Keys("", root, parent == null ? Path.of("/") : parent);
    }

    /** Refuses a key that nobody would read, which is most often a spelling mistake. */
    Keys only(String... allowed) {
        var known = List.of(allowed);
        mapping.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new InvalidConfig("There is no key '%s'; there are %s."
                        .formatted(
                                prefix + key,
                                known.stream().map(name -> prefix + name).collect(Collectors.joining(", "))));
            }
        });
        return this;
    }

    <T> T required(String key, String allowed, Function<String, T> reader) {
        return optional(key, allowed, reader).orElseThrow(() -> InvalidConfig.missing(prefix + key, allowed));
    }

    /** @param reader throws where the value is none of those allowed */
    <T> Optional<T> optional(String key, String allowed, Function<String, T> reader) {
        var value = mapping.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw InvalidConfig.of(prefix + key, value.isArray() ? "a list" : "a mapping", allowed);
        }
        try {
            return Optional.of(reader.apply(value.asText()));
        } catch (RuntimeException notAllowed) {
            throw InvalidConfig.of(prefix + key, value.asText(), allowed);
        }
    }

    <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type, Function<E, String> spelling) {
        var values = type.getEnumConstants();
        var allowed = Arrays.stream(values).map(spelling).collect(Collectors.joining(" or "));
        return optional(
                key,
                allowed,
                text -> Arrays.stream(values)
                        .filter(value -> spelling.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow());
    }

    boolean flag(String key) {
        return optional(key, "true or false", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                })
                .orElse(false);
    }

    /** A relative path starts at the folder of the configuration. */
    Optional<Path> path(String key) {
        return optional(key, "a path", text -> folder.resolve(text).normalize());
    }

    Optional<Keys> section(String key) {
        var value = mapping.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw InvalidConfig.of(prefix + key, value.isArray() ? "a list" : value.asText(), "a mapping");
        }
        return Optional.of(new Keys(prefix + key + ".", value, folder));
    }

    /** The sections inside a section, by their names in the order of the file. */
    Map<String, Keys> sections(String key) {
        var result = new LinkedHashMap<String, Keys>();
        section(key)
                .ifPresent(section -> section.mapping
                        .fieldNames()
                        .forEachRemaining(name -> result.put(
                                name,
                                section.section(name)
                                        .orElseThrow(
                                                () -> InvalidConfig.missing(section.prefix + name, "a mapping")))));
        return result;
    }

    /** The plain values in a list. */
    Optional<List<String>> texts(String key, String allowed) {
        var value = mapping.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        var texts = new ArrayList<String>();
        for (var item : value) {
            texts.add(item.asText());
        }
        if (!value.isArray() || texts.stream().anyMatch(String::isBlank)) {
            throw InvalidConfig.of(prefix + key, value.toString(), allowed);
        }
        return Optional.of(texts);
    }

    /** The mappings in a list. */
    List<Keys> list(String key) {
        var value = mapping.get(key);
        if (value == null || !value.isArray() || value.isEmpty()) {
            throw InvalidConfig.missing(prefix + key, "a list of mappings");
        }
        var result = new ArrayList<Keys>();
        for (var item : value) {
            var name = prefix + key + "[" + result.size() + "]";
            if (!item.isObject()) {
                throw InvalidConfig.of(name, item.asText(), "a mapping");
            }
            result.add(new Keys(name + ".", item, folder));
        }
        return result;
    }
}
