package cloud.kowabunga.kahuna.wire;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.audit.AuditBody;
import cloud.kowabunga.kahuna.operation.OperationBody;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of every answer, letter by letter: a renamed field is a red test and not a client that breaks. */
final class GoldenJsonTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Cost COST = new Cost(1.25f, "EUR");
    private static final Instant MOMENT = Instant.parse("2026-11-24T08:00:00.120Z");

    static Stream<Object> answers() {
        return Stream.of(
                new Adapter("a-1", "web-1", "", "52:54:00:12:34:56", List.of("10.90.0.10"), false),
                new Agent("a-1", "kaktus-1", null, "Kaktus"),
                new ApiError(409, "Conflict", "There is a Region named 'eu' already."),
                new ApiToken("k3x9q0ab", "kaktus-1", null, true, LocalDate.of(2027, 1, 31)),
                COST,
                new DnsRecord("d-1", "www", null, "shop.example.com", List.of("10.90.0.10")),
                new Instance("i-1", "web-1", null, 1L << 30, 2L, List.of("a-1"), List.of("v-1"), null, null, null),
                new InstanceRemoteAccess("https://kahuna.example.com/console/ticket"),
                new InstanceStatus("running", "It runs."),
                new Kaktus("k-1", "kaktus-1", null, COST, Cost.FREE, 3L, 2L, List.of("a-1"), null),
                new KaktusCaps(new KaktusCpu("x86_64", "EPYC", "AMD", 1, 8, 16), 32L << 30),
                new Kiwi("k-1", "kiwi", "", List.of("a-2", "a-1")),
                new Kompute("k-1", "web-1", "The first", 1L << 30, 2L, 4L << 30, 0L, "10.90.0.7", null, null, false),
                new Platform("0.1.0", true, null),
                new Project(
                        "p-1",
                        "shop",
                        "Sells",
                        "shop.example.com",
                        "secret",
                        "admin",
                        "ssh-ed25519 AAAA",
                        List.of("z", "a"),
                        List.of(new Metadata("cost-center", "4711")),
                        new ProjectResources(0, 1L << 40, 0L, 10),
                        List.of(new RegionSubnet("eu-west", "s-1")),
                        List.of(1, 2),
                        List.of("t-1"),
                        List.of("r-1")),
                new Region("r-1", "eu-west", "", "eu-west.example.com"),
                new StorageNfs("n-1", "shares", null, "nfs.example.com", "nfs", List.of("10.0.0.11"), 54934L),
                new StoragePool("p-1", "local", null, "local", "localhost", 3300L, null, Cost.FREE, List.of("a-1")),
                new Subnet(
                        "s-1",
                        "lan",
                        null,
                        "10.90.0.0/24",
                        "10.90.0.1",
                        "9.9.9.9",
                        List.of(),
                        List.of(new IpRange("10.90.0.2", "10.90.0.9")),
                        List.of(),
                        "user"),
                new Template("t-1", "debian-12", null, "linux", "https://images.example.com/debian-12.qcow2"),
                new Team("t-1", "shop-admins", "", List.of("u-2", "u-1")),
                new User("u-1", "ada", null, "ada@example.com", "projectAdmin", false),
                new UserCredentials("admin@localhost", "", "eyJ…"),
                new VNet("v-1", "lan", null, 0L, "kow0", false),
                new Volume("v-1", "web-1-os", null, "os", 4L << 30),
                new Zone("z-1", "eu-west-1", null),
                audit(),
                operation());
    }

    private static AuditBody audit() {
        return new AuditBody(
                17,
                MOMENT,
                "u-1",
                "admin",
                "k3x9q0ab",
                "10.1.2.3",
                "CreateRegion",
                "region",
                "POST /api/v1/region",
                "r-1",
                "eu-west",
                null,
                "r-1",
                Json.mapper().readTree("{\"name\":\"eu-west\",\"password\":\"(withheld)\"}"),
                "ALLOWED",
                "DONE",
                null,
                null,
                null,
                null,
                null);
    }

    private static OperationBody operation() {
        return new OperationBody(
                "o-1",
                "o-0",
                "PowerInstance",
                "stop",
                "instance",
                "i-1",
                "web-1",
                "p-1",
                "r-1",
                new Requester("admin", "u-1"),
                OperationState.WAITING,
                "agent kaktus-1, for web-1",
                "agent",
                "o-2",
                MOMENT,
                MOMENT,
                MOMENT,
                null,
                null,
                null,
                "instance/i-1",
                "run-1",
                MOMENT,
                true,
                List.of("retry", "cancel"),
                null,
                List.of(new OperationBody.Step(
                        1,
                        "Define the machine",
                        "Hypervisor.define",
                        "kaktus/k-1",
                        "kaktus-1",
                        StepState.RUNNING,
                        2,
                        "libvirt does not answer.",
                        "40 %",
                        null,
                        false,
                        MOMENT,
                        null)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void an_answer_is_spelled_as_ever(Object answer) throws IOException {
        var file = FOLDER.resolve(answer.getClass().getSimpleName() + ".json");
        var json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, json);
        }
        assertThat(json).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void what_is_written_can_be_read_back(Object answer) {
        var json = Json.mapper().writeValueAsString(answer);
        assertThat(Json.mapper().readValue(json, answer.getClass())).isEqualTo(answer);
    }
}
