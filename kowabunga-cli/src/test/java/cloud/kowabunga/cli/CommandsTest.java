package cloud.kowabunga.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that are made of the API's document. */
final class CommandsTest {
    @TempDir
    private Path home;

    @Test
    void every_noun_of_the_api_has_its_commands() {
        for (var noun : Noun.in(ApiDocument.ofThisBuild().routes())) {
            var commands = command(noun.word()).getSubcommands().keySet();
            assertThat(commands).as(noun.word()).contains("list", "show", "delete");
            if (noun.update().isPresent()) {
                assertThat(commands).as(noun.word()).contains("update");
            }
        }
        assertThat(line().getSubcommands().keySet())
                .contains("region", "zone", "kaktus", "agent", "pool", "template", "vnet", "subnet", "adapter")
                .contains("project", "volume", "instance", "operation", "search", "login", "logout", "whoami")
                .contains("generate-completion");
    }

    @Test
    void every_call_of_the_document_can_be_made() {
        var routes = ApiDocument.ofThisBuild().routes();
        var nouns = Noun.in(routes);
        var words = nouns.stream().map(Noun::word).toList();
        var unreachable = routes.stream()
                .filter(route -> nouns.stream().noneMatch(noun -> noun.has(route)) && !Kowabunga.isAlone(route, words))
                .map(route -> route.method() + " " + route.path())
                // Those of the commands login, logout, whoami, operation and search, the stream of all changes, and the
                // sign-in at an identity provider, which needs a browser.
                .filter(call -> !call.matches(
                        "POST /log(in(/oidc)?|out)|GET /(platform|whoami|events)|GET /search/\\w+|\\w+ /operation.*"))
                .toList();
        assertThat(unreachable).isEmpty();
        assertThat(words).doesNotHaveDuplicates();
    }

    @Test
    void the_program_says_which_version_it_is() {
        for (var option : List.of("--version", "-V")) {
            var run = Run.Place.in(home).run(option);
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).matches("kowabunga \\d+\\.\\d+\\.\\d+\\R");
        }
    }

    @Test
    void an_instance_has_its_actions() {
        assertThat(command("instance").getSubcommands().keySet())
                .contains("start", "stop", "shutdown", "reboot", "reset", "suspend", "resume", "state");
        assertThat(command("pool").getSubcommands().keySet()).contains("make-default");
        assertThat(command("agent").getSubcommands().keySet()).contains("token");
    }

    @Test
    void options_are_the_fields_of_the_body_and_the_parents_of_the_path() {
        var create = command("volume", "create").getCommandSpec();
        for (var option : List.of("--project", "--region", "--size", "--type", "--pool", "--template", "--no-wait")) {
            assertThat(create.findOption(option)).as(option).isNotNull();
        }
        assertThat(create.findOption("--id")).isNull();
        var adapter = command("adapter", "create").getCommandSpec();
        assertThat(adapter.findOption("--assign-ip")).isNotNull();
        assertThat(adapter.findOption("--no-wait")).isNull();
    }

    @Test
    void each_command_explains_itself() {
        explain(line());
    }

    private static void explain(CommandLine command) {
        assertThat(command.getUsageMessage()).contains("-h, --help").doesNotContain("null");
        command.getSubcommands().values().stream()
                .filter(below -> !below.getCommandName().equals("generate-completion"))
                .forEach(CommandsTest::explain);
    }

    @Test
    void a_shell_completes_words_and_options() {
        var script = Run.Place.in(home).run("generate-completion");
        assertThat(script.code()).isZero();
        assertThat(script.out()).contains("kowabunga").contains("--assign-ip").contains("make-default");
    }

    private CommandLine command(String... words) {
        var command = line();
        for (var word : words) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), word);
        }
        return command;
    }

    private CommandLine line() {
        return Kowabunga.commandLine(Surroundings.ofThisProcess());
    }
}
