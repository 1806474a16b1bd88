package cloud.kowabunga.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program {@code kowabunga}. Its commands are made of the API's own document, so that it has what the API has. */
public final class Kowabunga {
    private static final Set<String> OWN =
            Set.of("login", "logout", "platform", "events", "operation", "search", "whoami");

    private Kowabunga() {}

    public static void main(String[] words) {
        System.exit(run(Surroundings.ofThisProcess(), words));
    }

    /** @return the exit code: 0 done, 1 refused, 2 typed wrongly, 3 the operation failed, 4 Kahuna is away */
    static int run(Surroundings here, String... words) {
        var line = commandLine(here);
        var code = line.execute(words);
        here.out().flush();
        here.err().flush();
        return code;
    }

    static CommandLine commandLine(Surroundings here) {
        var routes = ApiDocument.ofThisBuild().routes();
        var nouns = Noun.in(routes);
        var words = nouns.stream().map(Noun::word).toList();
        var root = root(here);
        var access = new AccessCommands(here);
        root.addSubcommand("login", access.login());
        root.addSubcommand("logout", access.logout());
        root.addSubcommand("whoami", access.whoami());
        nouns.forEach(noun -> root.addSubcommand(noun.word(), new NounCommands(noun, words, here).group()));
        routes.stream()
                .filter(route -> isAlone(route, words))
                .forEach(route -> root.addSubcommand(
                        route.word(),
                        route.is("POST", BulkCommand.PATH) ? BulkCommand.of(route, here) : access.call(route)));
        root.addSubcommand("operation", new OperationCommands(routes, here).group());
        root.addSubcommand("watch", Watching.command(here));
        root.addSubcommand("search", new SearchCommands(routes, words, here).group());
        return new CommandLine(root)
                .addSubcommand("generate-completion", new AutoComplete.GenerateCompletion())
                .setOut(here.out())
                .setErr(here.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> wrong(wrong, here.err()))
                .setExecutionExceptionHandler((thrown, _, _) -> said(thrown, here.err()));
    }

    /** Whether a call concerns no object and has no command of its own. */
    static boolean isAlone(Route route, List<String> nouns) {
        var first = route.segments().getFirst();
        return route.parameters().isEmpty() && !nouns.contains(first) && !OWN.contains(first);
    }

    private static CommandSpec root(Surroundings here) {
        var root = Command.group("kowabunga", "Kowabunga on the command line: everything that its REST API can do.");
        root.version("kowabunga 0.1.0");
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Say which version this is.")
                .build());
        root.usageMessage()
                .footer(List.of(
                                "",
                                "Objects and their parents are given by id or by name, sizes like 4GiB.",
                                "",
                                "Who is calling: --url and --api-key, else KOWABUNGA_URL and KOWABUNGA_API_KEY, else what",
                                "'login' kept, else the administrator of the platform that was started beside this command",
                                "where its key file may be read"
                                        + here.variable("KOWABUNGA_LOCAL_KEY_FILE")
                                                .map(file -> " (" + file + ").")
                                                .orElse("."),
                                "",
                                "Exit codes: 0 done, 1 refused, 2 typed wrongly, 3 the operation failed, 4 Kahuna is away.",
                                "Completion: source <(kowabunga generate-completion)")
                        .toArray(String[]::new));
        return root;
    }

    private static int wrong(CommandLine.ParameterException wrong, PrintWriter err) {
        var command = wrong.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        var words = String.join(" ", command.getSubcommands().keySet());
        if (words.isEmpty()) {
            err.println(wrong.getMessage());
        } else {
            var unknown = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? "'" + unmatched.getUnmatched().getFirst() + "' is no command of " + name
                    : name + " needs a command";
            err.println(unknown + ". There are: " + words);
        }
        err.println("Try: " + name + " --help");
        return Refusal.USAGE;
    }

    private static int said(Exception thrown, PrintWriter err) {
        if (thrown instanceof Refusal refusal) {
            err.println(refusal.sentence());
            return refusal.exitCode();
        }
        err.println("Something went wrong inside: " + thrown + ". Set KOWABUNGA_DEBUG=1 to see where.");
        if (System.getenv("KOWABUNGA_DEBUG") != null) {
            thrown.printStackTrace(err);
        }
        return Refusal.REFUSED;
    }
}
