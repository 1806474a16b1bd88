package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where Go is missing, the development server of a {@code temporal} program on the PATH serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevelopmentServerIT {
    /** Hides each Go of this machine, also the one that the launcher may have fetched, in a mount namespace that only this command and what it starts live in. */
    private static final String WITHOUT_GO = """
            for go in $(type -ap go) /usr/local/go/bin/go ${KOWABUNGA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kowabunga}/go/bin/go; do
              [ ! -e "$go" ] || mount --bind /dev/null "$(readlink -f "$go")"
            done
            PATH=$0:$PATH exec "$@"
            """;

    private Platform platform;
    private String said;

    @BeforeAll
    void bring_it_up() throws IOException {
        var folder = Objects.requireNonNull(
                System.getenv("KOWABUNGA_TEMPORAL_CLI"),
                "KOWABUNGA_TEMPORAL_CLI is the folder of a temporal program; ./kowabunga test java sets it");
        var home = Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-nogo-");
        platform = Platform.apart(home, "unshare", "--mount", "bash", "-c", WITHOUT_GO, folder);
        said = platform.kowabunga("up", "--simulated", "--ports-from", Platform.portsApart(1))
                .orFail()
                .output();
    }

    @AfterAll
    void purge() {
        platform.kowabunga("down", "--purge").orFail();
    }

    @Test
    void up_says_which_server_serves() {
        assertThat(said).contains("Go is missing", "development server").doesNotContain("Building the Temporal");
    }

    @Test
    void what_was_done_is_still_known_after_a_restart() {
        var before = workflows();
        assertThat(before).hasSizeGreaterThanOrEqualTo(3);
        platform.kowabunga("down").orFail();
        assertThat(platform.kowabunga("up").orFail().output()).contains("Go is missing", "All is up");
        assertThat(workflows()).containsAll(before);
        platform.kowabunga("demo", "later").orFail();
        assertThat(workflows()).hasSizeGreaterThan(before.size());
    }

    /** The run ids of all operations that the engine itself still knows, found by a search attribute of ours. */
    private Set<String> workflows() {
        var console = new Api(platform.status().path("temporal").asText(), "");
        var runs = new HashSet<String>();
        console.get("/namespaces/kowabunga/workflows?query=KowabungaOperation%20IS%20NOT%20NULL")
                .path("executions")
                .forEach(execution ->
                        runs.add(execution.path("execution").path("runId").asText()));
        return runs;
    }
}
