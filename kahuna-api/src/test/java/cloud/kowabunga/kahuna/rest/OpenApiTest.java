package cloud.kowabunga.kahuna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.wire.Api;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The document of the API says what the code does, no more and no less. */
final class OpenApiTest {
    /** Records that are published under another name. */
    private static final Map<String, String> NAMES = Map.of(
            "InstanceStatus", "InstanceState",
            "StorageNfs", "StorageNFS",
            "AuditBody", "AuditEntry",
            "OperationBody", "Operation",
            "OperationBody$Step", "Step",
            "InstanceRow$Current", "CurrentOperation",
            "CapacityRow$Measure", "Measure");

    private static final List<String> RECORDS = List.of(
            "wire.Adapter",
            "wire.Agent",
            "wire.ApiError",
            "wire.ApiToken",
            "wire.Bulk",
            "wire.Cost",
            "wire.DnsRecord",
            "wire.IdentityToken",
            "wire.Instance",
            "wire.InstanceRemoteAccess",
            "wire.InstanceStatus",
            "wire.IpRange",
            "wire.Kaktus",
            "wire.KaktusCaps",
            "wire.KaktusCpu",
            "wire.Kiwi",
            "wire.Kompute",
            "wire.Metadata",
            "wire.Password",
            "wire.PasswordReset",
            "wire.Platform",
            "wire.Project",
            "wire.ProjectResources",
            "wire.Region",
            "wire.RegionSubnet",
            "wire.StorageNfs",
            "wire.StoragePool",
            "wire.Subnet",
            "wire.Template",
            "wire.Team",
            "wire.User",
            "wire.UserCredentials",
            "wire.UserEmail",
            "wire.VNet",
            "wire.Volume",
            "wire.Whoami",
            "wire.Zone",
            "audit.AuditBody",
            "operation.OperationBody",
            "operation.OperationBody$Step",
            "search.AgentRow",
            "search.CapacityRow",
            "search.CapacityRow$Measure",
            "search.InstanceRow",
            "search.InstanceRow$Current");

    private final KahunaWorld world = KahunaWorld.shared();
    private final Map<String, Object> document = new Yaml()
            .load(world.send(world.request("GET", "/api/v1/openapi.yaml", null))
                    .is(200)
                    .text());

    @Test
    void every_route_is_in_the_document_and_the_other_way_round() {
        assertThat(documented()).isEqualTo(mapped());
    }

    @Test
    void every_record_has_the_properties_of_its_schema() throws ClassNotFoundException {
        for (var name : RECORDS) {
            var type = Class.forName("cloud.kowabunga.kahuna." + name);
            var simple = name.substring(name.indexOf('.') + 1);
            assertThat(properties(type)).as(name).isEqualTo(propertiesOf(NAMES.getOrDefault(simple, simple)));
        }
    }

    @Test
    void no_record_of_the_wire_is_forgotten() throws IOException {
        try (var files = Files.list(Path.of("src/main/java/cloud/kowabunga/kahuna/wire"))) {
            var records = files.filter(file -> isRecord(file))
                    .map(file -> "wire." + file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(RECORDS).containsAll(records);
        }
    }

    @Test
    void an_update_names_nothing_that_the_object_does_not_have() {
        for (var name : map(map(document, "components"), "schemas").keySet()) {
            if (name.endsWith("Update")) {
                assertThat(propertiesOf(name.replaceFirst("Update$", "")))
                        .as(name)
                        .containsAll(propertiesOf(name));
            }
        }
    }

    @Test
    void every_operation_says_what_it_does_and_how_it_fails() {
        var ids = new ArrayList<String>();
        map(document, "paths")
                .forEach((path, item) -> cast(item).forEach((method, value) -> {
                    if (!method.equals("parameters")) {
                        var operation = cast(value);
                        ids.add(String.valueOf(operation.get("operationId")));
                        assertThat(operation).as(method + " " + path).containsKeys("summary", "description", "tags");
                        var expected = new TreeSet<>(Set.of("400", "500", "503"));
                        // Whoever must say who he is may be nobody; what has an id in its address may not be there.
                        when(!operation.containsKey("security"), expected, "401");
                        when(path.contains("{"), expected, "404");
                        when(operation.containsKey("requestBody"), expected, "413", "415");
                        when(operation.toString().contains("IdempotencyKey"), expected, "413", "422");
                        assertThat(map(operation, "responses").keySet())
                                .as(method + " " + path)
                                .containsAll(expected)
                                .anyMatch(status -> status.startsWith("2"));
                    }
                }));
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void every_body_that_is_asked_for_has_an_example_of_its_schema() {
        operations().filter(operation -> operation.containsKey("requestBody")).forEach(operation -> {
            var content = map(map(map(operation, "requestBody"), "content"), "application/json");
            var schema = String.valueOf(map(content, "schema").get("$ref")).replaceFirst(".*/", "");
            assertThat(propertiesOf(schema))
                    .as(String.valueOf(operation.get("operationId")))
                    .containsAll(map(content, "example").keySet());
        });
    }

    private static void when(boolean so, Set<String> all, String... more) {
        if (so) {
            all.addAll(List.of(more));
        }
    }

    @Test
    void the_manual_comes_from_kahuna_itself() {
        var page = world.send(world.request("GET", "/docs/index.html", null))
                .is(200)
                .text();
        assertThat(page).doesNotContain("http");
        for (var file : List.of("manual.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
            assertThat(page).contains(file);
            world.send(world.request("GET", "/docs/" + file, null)).is(200);
        }
        assertThat(world.send(world.request("GET", "/docs", null)).is(302).header("Location"))
                .endsWith("/docs/index.html");
    }

    private Set<String> mapped() {
        var mapping = world.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var routes = new TreeSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().isAnnotationPresent(Api.class)) {
                for (var path : info.getPatternValues()) {
                    for (var method : info.getMethodsCondition().getMethods()) {
                        routes.add(method.name() + " " + path.substring(Api.PREFIX.length()));
                    }
                }
            }
        });
        return routes;
    }

    private Set<String> documented() {
        var routes = new TreeSet<String>();
        map(document, "paths")
                .forEach((path, item) -> cast(item).keySet().stream()
                        .filter(method -> !method.equals("parameters"))
                        .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return routes;
    }

    private Stream<Map<String, Object>> operations() {
        return map(document, "paths").values().stream()
                .flatMap(item -> cast(item).entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("parameters"))
                        .map(entry -> cast(entry.getValue())));
    }

    private Set<String> propertiesOf(String schema) {
        return map(map(map(map(document, "components"), "schemas"), schema), "properties")
                .keySet();
    }

    private static Set<String> properties(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                        .map(JsonProperty::value)
                        .orElseGet(() -> component
                                .getName()
                                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                                .toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static boolean isRecord(Path file) {
        try {
            return Files.readString(file).contains("\npublic record ");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return cast(java.util.Objects.requireNonNull(parent.get(key), key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
