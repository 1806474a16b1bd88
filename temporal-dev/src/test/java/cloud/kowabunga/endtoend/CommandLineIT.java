package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A person works with the platform by {@code ./kowabunga} alone. */
@ExtendWith(Platform.Shared.class)
class CommandLineIT {
    private static final String NOBODYS_KEY = "kow_00000000_0000000000000000000000000000000000000000000";
    private static final String NOTHINGS_ID = "0197c0de-0000-7000-8000-000000000001";
    private static final int REFUSED = 1;
    private static final int TYPED_WRONGLY = 2;
    private static final int FAILED = 3;
    private static final int AWAY = 4;

    @Test
    void an_instance_lives_and_dies_by_typing_without_having_signed_in(Platform platform) throws IOException {
        assertThat(said(platform, "whoami")).contains("admin-key");
        var made = makesVolumeAndAdapter(platform, "typed").instance();
        assertThat(made).contains("Define machine of typed").contains("128 MiB").doesNotContain("failed");

        var id = json(platform, "instance", "show", "typed").path("id").asText();
        assertThat(platform.domains()).contains("kowabunga-" + id);
        assertThat(said(platform, "search", "instances", "--name", "typed")).contains("running");
        assertThat(said(platform, "operation", "list", "--resource", id)).contains("SUCCEEDED");

        assertThat(said(platform, "instance", "stop", "typed")).contains("Done: instance 'typed', stop.");
        assertThat(platform.domains()).doesNotContain("kowabunga-" + id);
        assertThat(said(platform, "instance", "state", "typed")).contains("shutoff");
        refused(platform, TYPED_WRONGLY, "Nothing was deleted", "instance", "delete", "typed");
        assertThat(said(platform, "instance", "delete", "typed", "--yes")).contains("Deleted: instance 'typed'.");
        said(platform, "volume", "delete", "typed", "--yes");
        said(platform, "adapter", "delete", "typed", "--yes");
        refused(platform, REFUSED, "There is no instance", "instance", "show", "typed");
    }

    @Test
    void an_operation_is_begun_watched_to_its_end_and_cancelled(Platform platform) throws IOException {
        var parts = makesVolumeAndAdapter(platform, "watched-by-typing");
        platform.hold("before-Hypervisor.Define");
        try {
            var begun = parts.begun();
            assertThat(said(platform, "operation", "show", begun)).contains("Define machine of watched-by-typing");
            said(platform, "operation", "cancel", begun);
            platform.release("before-Hypervisor.Define");
            refused(platform, FAILED, "CANCELLED", "operation", "follow", begun);
        } finally {
            platform.release("before-Hypervisor.Define");
        }
        var again = parts.begun();
        assertThat(said(platform, "operation", "follow", again))
                .contains("done     Define machine of watched-by-typing")
                .contains("SUCCEEDED");
        said(platform, "instance", "delete", "watched-by-typing", "--yes");
        said(platform, "volume", "delete", "watched-by-typing", "--yes");
        said(platform, "adapter", "delete", "watched-by-typing", "--yes");
    }

    @Test
    void a_history_is_exported_and_replayed_by_the_build_that_made_it(Platform platform, @TempDir Path folder)
            throws IOException {
        var program = Path.of(Platform.read(platform.home().resolve("run/kahuna.app")), "kahuna-api.jar");
        var build =
                platform.run("sha256sum", program.toString()).orFail().output().substring(0, 12);
        var made = json(platform, "operation", "list", "--noun", "instance", "--sort", "orderedAt", "--limit", "1")
                .get(0);
        var file = folder.resolve("history.json");

        said(platform, "operation", "export", made.path("id").asText(), "--to", file.toString());
        assertThat(file).content().contains("Hypervisor.Define", "kahuna build " + build);
        assertThat(said(platform, "operation", "replay", file.toString())).contains("this build decides the same");

        var otherwise = folder.resolve("otherwise.json");
        Files.writeString(otherwise, Files.readString(file).replace("Hypervisor.Define", "Hypervisor.DefineOfOld"));
        refused(platform, FAILED, "does not replay with this build", "operation", "replay", otherwise.toString());
    }

    @Test
    void a_list_is_a_table_or_json_or_yaml(Platform platform) throws IOException {
        var ids = platform.api().ids("/region");
        var table = said(platform, "region", "list").lines().toList();
        assertThat(table.getFirst()).startsWith("ID ").contains(" NAME ");
        assertThat(table).hasSize(ids.size() + 1).anyMatch(row -> row.contains(" basement "));
        assertThat(json(platform, "region", "list").findValuesAsText("id")).isEqualTo(ids);
        assertThat(said(platform, "region", "list", "-o", "yaml"))
                .contains("- id: " + ids.getFirst(), "name: basement");
        assertThat(said(platform, "region", "list", "--ids").lines()).isEqualTo(ids);
    }

    @Test
    void a_person_signs_in_with_a_password_and_out(Platform platform, @TempDir Path settings) {
        var environment = "XDG_CONFIG_HOME=" + settings;
        var person = Platform.apart(platform.home(), "env", environment);
        var types = "exec env " + environment + " \"$@\" <" + platform.home().resolve("secrets/admin-password");
        var login = Platform.apart(platform.home(), "sh", "-c", types, "sh");

        refused(person, REFUSED, "do not belong together", "login", "--email", "admin@localhost");
        assertThat(said(login, "login", "--email", "admin@localhost")).contains("Signed in at");
        assertThat(said(person, "whoami")).contains("admin@localhost");
        assertThat(said(person, "project", "list")).contains("demo");
        said(person, "logout");
        assertThat(said(person, "whoami")).contains("admin-key");
    }

    @Test
    void whatever_is_wrong_is_a_sentence_and_a_code(Platform platform) {
        var url = platform.status().path("api").asText();
        refused(platform, REFUSED, "nobody's", "region", "list", "--url", url, "--api-key", NOBODYS_KEY);
        refused(platform, REFUSED, NOTHINGS_ID, "instance", "show", NOTHINGS_ID);
        refused(platform, REFUSED, NOTHINGS_ID, "operation", "follow", NOTHINGS_ID);
        refused(platform, TYPED_WRONGLY, "'lsit' is no command", "instance", "lsit");
        refused(
                platform,
                TYPED_WRONGLY,
                "--size",
                "volume",
                "create",
                "x",
                "--project",
                "demo",
                "--region",
                "basement");
        refused(platform, AWAY, "reached", "region", "list", "--url", "http://127.0.0.1:1", "--api-key", NOBODYS_KEY);
    }

    @Test
    void the_shell_completes_what_is_typed(Platform platform) {
        var completed = platform.run("bash", "-c", """
                source <(./kowabunga generate-completion) && complete -p kowabunga >/dev/null || exit 1
                COMP_WORDS=(kowabunga instance s) COMP_CWORD=2 && _complete_kowabunga && echo "${COMPREPLY[@]}"
                """).orFail().output();
        assertThat(completed.split("\\s+", -1))
                .contains("show", "start", "stop", "suspend")
                .doesNotContain("reboot");
    }

    /** What an instance is made of. */
    private record Parts(Platform platform, String name) {
        String instance(String... more) {
            return said(platform, words(more));
        }

        /** The id of the operation. */
        String begun() throws IOException {
            return json(platform, words("--no-wait")).path("id").asText();
        }

        private String[] words(String... more) {
            var words = Stream.of(
                    "instance create %s --project demo --zone basement-a --memory 128MiB --vcpus 1 --adapters %s --volumes %s"
                            .formatted(name, name, name)
                            .split(" ", -1));
            return Stream.concat(words, Arrays.stream(more)).toArray(String[]::new);
        }
    }

    private static Parts makesVolumeAndAdapter(Platform platform, String name) {
        var volume = "volume create %s --project demo --region basement --type os --size 256MiB".formatted(name);
        assertThat(said(platform, volume.split(" ", -1))).contains("done").contains("256 MiB");
        said(platform, "adapter", "create", name, "--subnet", "basement-subnet", "--assign-ip");
        return new Parts(platform, name);
    }

    private static String said(Platform platform, String... words) {
        return platform.kowabunga(words).orFail().output();
    }

    private static JsonNode json(Platform platform, String... words) throws IOException {
        var all = Stream.concat(Arrays.stream(words), Stream.of("-o", "json"));
        return new ObjectMapper().readTree(said(platform, all.toArray(String[]::new)));
    }

    private static void refused(Platform platform, int status, String word, String... words) {
        var ended = platform.kowabunga(words);
        assertThat(ended.output()).contains(word).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(ended.status()).as(ended.output()).isEqualTo(status);
    }
}
