package cloud.kowabunga.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One run of the program: what it said, and how it ended. */
record Run(int code, String out, String err) {
    /** Where runs happen: a home, an environment, and what is typed when the program asks. */
    record Place(Path home, Map<String, String> environment, String typed) {
        static Place in(Path home) {
            return new Place(home, Map.of(), "");
        }

        Place with(String name, String value) {
            var more = new HashMap<>(environment);
            more.put(name, value);
            return new Place(home, more, typed);
        }

        /** Signed in at that address by the environment. */
        Place at(FakeKahuna kahuna) {
            return with("KOWABUNGA_URL", kahuna.url()).with("KOWABUNGA_API_KEY", "kow_test");
        }

        Place typing(String what) {
            return new Place(home, environment, what);
        }

        Run run(String... words) {
            var out = new StringWriter();
            var err = new StringWriter();
            var in = new BufferedReader(new StringReader(typed));
            var here = new Surroundings(
                    environment,
                    home,
                    in,
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    _ -> in.lines().findFirst().orElse(""),
                    false);
            return new Run(Kowabunga.run(here, words), out.toString(), err.toString());
        }
    }
}
