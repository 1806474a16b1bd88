package cloud.kowabunga.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds one command. */
final class Command {
    private static final int WIDTH = 110;

    private final CommandSpec spec;
    private final Surroundings here;
    private Act act = _ -> {};

    /** What a command does. */
    interface Act {
        void run(Typed typed);
    }

    private Command(String name, String summary, Surroundings here) {
        this.here = here;
        // The act finds its words in the parse result of the command line that is made of this specification.
        spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) this::call).name(name);
        spec.usageMessage()
                .description(summary)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .width(WIDTH);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Say this.")
                .build());
    }

    /** A command that calls Kahuna. */
    static Command of(String name, String summary, Surroundings here) {
        return new Command(name, summary, here);
    }

    /** A word that has commands below it. */
    static CommandSpec group(String name, String summary) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .description(summary)
                .synopsisSubcommandLabel("COMMAND")
                .width(WIDTH);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Say this.")
                .build());
        return spec;
    }

    Command argument(String label, String description, boolean required) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel(label)
                .description(description)
                .type(String.class)
                .index("0")
                .arity(required ? "1" : "0..1")
                .build());
        return this;
    }

    Command option(String name, String label, String description) {
        return add(OptionSpec.builder(name).type(String.class).paramLabel(label).description(description));
    }

    Command flag(String name, String description) {
        return add(OptionSpec.builder(name).type(Boolean.class).arity("0").description(description));
    }

    /** The option of a field. */
    Command option(Field field, boolean required) {
        var description = field.description() + (field.kind() == Field.Kind.SIZE ? " Like 4GiB." : "");
        var option = OptionSpec.builder(field.option()).required(required).description(description.replace("%", "%%"));
        if (field.list()) {
            option.type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(field.label())
                    .arity("1")
                    .splitRegex(field.kind() == Field.Kind.OBJECT ? "" : ",");
        } else if (field.kind() == Field.Kind.BOOLEAN) {
            option.type(Boolean.class).arity("0").negatable(true);
        } else {
            option.type(String.class).paramLabel(field.label());
        }
        return add(option);
    }

    /** An option of a name that is there already adds nothing: several ways to do a thing share their parents. */
    private Command add(OptionSpec.Builder option) {
        var built = option.build();
        if (spec.findOption(built.longestName()) == null) {
            spec.addOption(built);
        }
        return this;
    }

    CommandSpec does(Act what) {
        act = what;
        connection();
        return spec;
    }

    private int call() {
        act.run(new Typed(spec.commandLine().getParseResult(), here));
        return 0;
    }

    private void connection() {
        add(OptionSpec.builder("-o", "--output")
                .type(String.class)
                .paramLabel("table|json|yaml")
                .description("How to show it; table unless said."));
        option("--url", "URL", "Which Kahuna, unless signed in; also KOWABUNGA_URL.");
        option("--api-key", "KEY", "A key instead of signing in; also KOWABUNGA_API_KEY.");
    }
}
