package cloud.kowabunga.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire, what is shown, and with which code the program ends. */
@Timeout(60)
final class KahunaTest {
    private static final String REGION = "{\"id\":\"r1\",\"name\":\"basement\",\"domain\":\"a.example.com\"}";
    private static final String RUNNING =
            "{\"id\":\"o1\",\"resource\":\"v1\",\"state\":\"RUNNING\",\"steps\":[{\"number\":1,\"name\":\"Admit volume data\",\"state\":\"RUNNING\"}]}";
    private static final String ATTENTION =
            "{\"id\":\"o1\",\"resource\":\"v1\",\"state\":\"ATTENTION\",\"steps\":[{\"number\":1,\"name\":\"Admit volume data\",\"state\":\"FAILED\",\"error\":\"The pool is full.\"}]}";
    private static final String DONE =
            "{\"id\":\"o1\",\"resource\":\"v1\",\"state\":\"SUCCEEDED\",\"steps\":[{\"number\":1,\"name\":\"Admit volume data\",\"state\":\"DONE\",\"agent\":\"attic-1\",\"started_at\":\"2026-01-01T12:00:00Z\",\"ended_at\":\"2026-01-01T12:00:01.500Z\"}]}";
    private static final String FAILED =
            "{\"id\":\"o1\",\"resource\":\"v1\",\"state\":\"FAILED\",\"reason\":\"The pool is full.\",\"steps\":[]}";

    @TempDir
    private Path home;

    private FakeKahuna kahuna;
    private Run.Place place;

    @BeforeEach
    void open() throws IOException {
        kahuna = new FakeKahuna();
        place = Run.Place.in(home).at(kahuna);
        kahuna.on("GET /region", 200, "[\"r1\"]").on("GET /region/r1", 200, REGION);
        kahuna.on("GET /project", 200, "[\"p1\"]").on("GET /project/p1", 200, "{\"id\":\"p1\",\"name\":\"demo\"}");
    }

    @AfterEach
    void close() {
        kahuna.close();
    }

    @Test
    void a_list_is_a_table_of_objects_or_their_ids() {
        var table = place.run("region", "list");
        assertThat(table.out()).isEqualTo("ID  NAME      DOMAIN\nr1  basement  a.example.com\n");
        assertThat(table.code()).isZero();
        assertThat(place.run("region", "list", "--ids").out()).isEqualTo("r1\n");
        assertThat(kahuna.last("GET").headers()).containsEntry("x-api-key", "kow_test");
    }

    @Test
    void operations_are_listed_by_where_they_are_done_those_that_go_on_first() {
        kahuna.on("GET /operation?within=z1&sort=-endedAt", 200, "[" + RUNNING + "]");
        var list = place.run("operation", "list", "--within", "z1", "--sort", "-endedAt");
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("o1", "RUNNING");
    }

    @Test
    void one_is_found_by_its_name_and_shown_as_json_or_yaml_with_every_value_as_it_is() {
        assertThat(place.run("region", "show", "basement", "-o", "json").out()).isEqualToIgnoringWhitespace(REGION);
        assertThat(place.run("region", "show", "r1", "-o", "yaml").out())
                .isEqualTo("id: r1\nname: basement\ndomain: a.example.com\n");
        var absent = place.run("region", "show", "attic");
        assertThat(absent.err()).isEqualTo("There is no region with the id or name 'attic'.\n");
        assertThat(absent.code()).isEqualTo(Refusal.REFUSED);
    }

    @Test
    void a_creation_takes_names_and_sizes_and_follows_its_operation() {
        kahuna.on("POST /project/p1/region/r1/volume", 202, RUNNING)
                .streams("GET /operation/o1/events", RUNNING, DONE)
                .on("GET /volume/v1", 200, "{\"id\":\"v1\",\"name\":\"data\",\"size\":4294967296}");
        var made = place.run(
                "volume",
                "create",
                "data",
                "--project",
                "demo",
                "--region",
                "basement",
                "--type",
                "raw",
                "--size",
                "4GiB");
        assertThat(made.err()).contains("Admit volume data").contains("done").contains("(agent attic-1, 1.5 s)");
        assertThat(made.out()).contains("4 GiB");
        assertThat(made.code()).isZero();
        var asked = kahuna.last("POST");
        assertThat(asked.body()).isEqualTo("{\"type\":\"raw\",\"size\":4294967296,\"name\":\"data\"}");
        assertThat(asked.headers()).containsEntry("prefer", "respond-async");
    }

    @Test
    void a_stream_that_ends_too_early_is_taken_up_again() {
        kahuna.on("POST /project/p1/region/r1/volume", 202, RUNNING)
                .streams("GET /operation/o1/events", RUNNING)
                .streams("GET /operation/o1/events", DONE)
                .on("GET /volume/v1", 200, "{\"id\":\"v1\"}");
        assertThat(create().code()).isZero();
    }

    @Test
    void an_operation_that_fails_says_why_and_has_an_exit_code_of_its_own() {
        kahuna.on("POST /project/p1/region/r1/volume", 202, RUNNING).streams("GET /operation/o1/events", FAILED);
        var failed = create();
        assertThat(failed.err()).contains("Failed: The pool is full.");
        assertThat(failed.code()).isEqualTo(Refusal.FAILED);
    }

    @Test
    void who_would_repair_a_refused_step_says_so_and_is_told_how_to_decide() {
        kahuna.on("POST /project/p1/region/r1/volume", 202, RUNNING)
                .streams("GET /operation/o1/events", RUNNING, ATTENTION, DONE)
                .on("GET /volume/v1", 200, "{\"id\":\"v1\"}");
        var made = place.run(
                "volume",
                "create",
                "data",
                "--project",
                "p1",
                "--region",
                "r1",
                "--type",
                "raw",
                "--size",
                "1G",
                "--pause-on-failure");
        assertThat(kahuna.last("POST").headers()).containsEntry("prefer", "respond-async, pause-on-failure");
        assertThat(made.err()).contains("kowabunga operation retry|skip|cancel o1");
        assertThat(made.code()).isZero();
    }

    @Test
    void who_does_not_wait_gets_the_operation() {
        kahuna.on("POST /project/p1/region/r1/volume", 202, RUNNING);
        var begun = place.run(
                "volume",
                "create",
                "data",
                "--project",
                "p1",
                "--region",
                "r1",
                "--type",
                "raw",
                "--size",
                "1G",
                "--no-wait",
                "-o",
                "json");
        assertThat(begun.out()).contains("\"id\" : \"o1\"");
        assertThat(begun.code()).isZero();
    }

    @Test
    void what_is_missing_or_wrong_is_told_before_anything_is_sent() {
        assertThat(place.run("volume", "create", "data", "--project", "p1").err())
                .isEqualTo("volume create needs --project and --region.\n");
        assertThat(place.run("volume", "create", "data", "--project", "p1", "--region", "r1")
                        .err())
                .contains("Still missing: --type --size");
        var size = place.run(
                "volume", "create", "x", "--project", "p1", "--region", "r1", "--type", "raw", "--size", "much");
        assertThat(size.err()).startsWith("--size: a size like 512MiB");
        assertThat(size.code()).isEqualTo(Refusal.USAGE);
        assertThat(place.run("region", "lsit").err()).contains("list").contains("--help");
        assertThat(kahuna.asked()).noneMatch(one -> one.call().startsWith("POST"));
    }

    @Test
    void objects_and_lists_are_written_as_pairs_or_json() {
        kahuna.on("GET /vnet/n1", 200, "{\"id\":\"n1\",\"name\":\"lan\"}")
                .on("POST /vnet/n1/subnet", 201, "{\"id\":\"s1\",\"name\":\"s\"}");
        place.run(
                "subnet",
                "create",
                "s",
                "--vnet",
                "n1",
                "--cidr",
                "10.0.0.0/24",
                "--gateway",
                "10.0.0.1",
                "--reserved",
                "first=10.0.0.2,last=10.0.0.9",
                "--reserved",
                "{\"first\":\"10.0.0.20\",\"last\":\"10.0.0.21\"}",
                "--extra-routes",
                "10.1.0.0/16,10.2.0.0/16");
        assertThat(kahuna.last("POST").body())
                .contains(
                        "\"reserved\":[{\"first\":\"10.0.0.2\",\"last\":\"10.0.0.9\"},{\"first\":\"10.0.0.20\",\"last\":\"10.0.0.21\"}]")
                .contains("\"extra_routes\":[\"10.1.0.0/16\",\"10.2.0.0/16\"]");
    }

    @Test
    void a_whole_body_may_come_from_a_file() throws IOException {
        var file = Files.writeString(home.resolve("region.yaml"), "name: attic\ndomain: b.example.com\n");
        kahuna.on("POST /region", 201, "{\"id\":\"r2\",\"name\":\"attic\"}");
        place.run("region", "create", "--from", file.toString(), "--domain", "c.example.com");
        assertThat(kahuna.last("POST").body()).isEqualTo("{\"name\":\"attic\",\"domain\":\"c.example.com\"}");
    }

    @Test
    void nothing_is_deleted_before_its_name_was_typed() {
        kahuna.on("DELETE /region/r1", 200, "");
        var kept = place.typing("r1\n").run("region", "delete", "basement");
        assertThat(kept.err()).contains("Nothing was deleted");
        assertThat(kahuna.asked()).noneMatch(one -> one.call().startsWith("DELETE"));
        assertThat(place.typing("basement\n").run("region", "delete", "r1").code())
                .isZero();
        assertThat(place.run("region", "delete", "basement", "--yes").err()).contains("Deleted: region 'basement'.");
    }

    @Test
    void many_are_named_in_one_command_and_a_deletion_is_confirmed_by_their_number() {
        kahuna.on("GET /volume", 200, "[\"v1\",\"v2\"]")
                .on("GET /volume/v1", 200, "{\"id\":\"v1\",\"name\":\"data\"}")
                .on("GET /volume/v2", 200, "{\"id\":\"v2\",\"name\":\"logs\"}")
                .on("POST /bulk", 202, RUNNING)
                .streams("GET /operation/o1/events", RUNNING, DONE);
        String[] words = {"bulk", "--noun", "volume", "--verb", "delete", "--resources", "v1,logs"};

        assertThat(place.typing("data\n").run(words).err()).contains("Nothing was deleted");
        assertThat(kahuna.asked()).noneMatch(one -> one.call().startsWith("POST"));

        var done = place.typing("2\n").run(words);
        assertThat(done.code()).isZero();
        assertThat(done.err()).contains("Done: Do the same to many resources");
        assertThat(kahuna.last("POST").body())
                .isEqualTo("{\"noun\":\"volume\",\"verb\":\"delete\",\"resources\":[\"v1\",\"v2\"]}");
        assertThat(kahuna.last("POST").headers()).containsEntry("prefer", "respond-async");
        var wrong = place.run("bulk", "--noun", "volume", "--verb", "wash", "--resources", "v1");
        assertThat(wrong.code()).isEqualTo(Refusal.USAGE);
    }

    @Test
    void all_objects_are_read_once_however_many_are_named_in_one_command() {
        var ids = IntStream.range(0, 9).mapToObj(number -> "v" + number).toList();
        kahuna.on("GET /volume", 200, "[\"%s\"]".formatted(String.join("\",\"", ids)));
        ids.forEach(
                id -> kahuna.on("GET /volume/" + id, 200, "{\"id\":\"%s\",\"name\":\"disk %s\"}".formatted(id, id)));
        kahuna.on("POST /bulk", 202, RUNNING).streams("GET /operation/o1/events", RUNNING, DONE);

        place.run("bulk", "--noun", "volume", "--verb", "delete", "--yes", "--resources", "disk v7,v8,disk v1,disk v2");

        assertThat(kahuna.last("POST").body()).endsWith("\"resources\":[\"v7\",\"v8\",\"v1\",\"v2\"]}");
        assertThat(kahuna.asked())
                .filteredOn(one -> one.call().equals("GET /volume"))
                .hasSize(1);
        assertThat(kahuna.asked())
                .filteredOn(one -> one.call().equals("GET /volume/v0"))
                .hasSize(1);
        var absent = place.run("bulk", "--noun", "volume", "--verb", "delete", "--yes", "--resources", "v1,disk v9");
        assertThat(absent.err()).contains("There is no volume with the id or name 'disk v9'.");
    }

    @Test
    void who_signed_in_stays_so_and_nobody_else_reads_the_token() throws IOException {
        kahuna.on("POST /login", 200, "{\"email\":\"ada@example.com\",\"jwt\":\"token-1\"}")
                .on("GET /platform", 200, "{\"version\":\"1\",\"simulated\":false}")
                .on("GET /whoami", 200, "{\"id\":\"u\",\"name\":\"ada\",\"role\":\"user\",\"operations\":[]}")
                .on("POST /logout", 204, "");
        var nobody = Run.Place.in(home);
        assertThat(nobody.run("region", "list").err()).contains("kowabunga login");
        var signedIn = nobody.typing("secret\n").run("login", "--url", kahuna.url(), "--email", "ada@example.com");
        assertThat(signedIn.code()).as(signedIn.err()).isZero();
        assertThat(kahuna.last("POST").body()).isEqualTo("{\"email\":\"ada@example.com\",\"password\":\"secret\"}");
        var file = home.resolve(".config/kowabunga/sign-in.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(nobody.run("whoami").out()).contains("ada@example.com", kahuna.url(), "user");
        assertThat(kahuna.last("GET").headers()).containsEntry("authorization", "Bearer token-1");
        assertThat(nobody.run("region", "list", "--url", "http://127.0.0.1:1").err())
                .contains("Nobody is signed in at");
        assertThat(nobody.run("logout").code()).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void beside_a_platform_its_administrator_is_calling() throws IOException {
        var key = Files.writeString(home.resolve("admin-key"), "kow_admin\n");
        var beside = Run.Place.in(home)
                .with("KOWABUNGA_LOCAL_URL", kahuna.url())
                .with("KOWABUNGA_LOCAL_KEY_FILE", key.toString());
        assertThat(beside.run("region", "list").code()).isZero();
        assertThat(kahuna.last("GET").headers()).containsEntry("x-api-key", "kow_admin");
    }

    @Test
    void a_refusal_is_the_servers_sentence_and_a_kahuna_that_is_away_another_code() {
        kahuna.on(
                "DELETE /region/r1", 409, "{\"status\":409,\"error\":\"Conflict\",\"reason\":\"Zone 'a' is in it.\"}");
        var refused = place.run("region", "delete", "r1", "--yes");
        assertThat(refused.err()).isEqualTo("Zone 'a' is in it.\n");
        assertThat(refused.code()).isEqualTo(Refusal.REFUSED);
        var away = place.with("KOWABUNGA_URL", "http://127.0.0.1:1").run("region", "list");
        assertThat(away.err()).contains("cannot be reached").doesNotContain("Exception");
        assertThat(away.code()).isEqualTo(Refusal.AWAY);
    }

    private Run create() {
        return place.run(
                "volume", "create", "data", "--project", "p1", "--region", "r1", "--type", "raw", "--size", "1GiB");
    }
}
