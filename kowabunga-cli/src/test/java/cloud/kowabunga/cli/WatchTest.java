package cloud.kowabunga.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watching what changes, and keeping what happened. */
@Timeout(60)
final class WatchTest {
    private static final String REVOKED = "{\"status\":401,\"reason\":\"This key was revoked.\"}";

    @TempDir
    private Path home;

    private FakeKahuna kahuna;
    private Run.Place place;

    @BeforeEach
    void open() throws IOException {
        kahuna = new FakeKahuna();
        place = Run.Place.in(home).at(kahuna);
    }

    @AfterEach
    void close() {
        kahuna.close();
    }

    @Test
    void a_watch_goes_on_where_it_was_and_ends_with_its_key() {
        kahuna.tells("GET /events", "7-1", "instance", "{\"noun\":\"instance\",\"id\":\"i1\",\"operation\":\"o1\"}")
                .tells("GET /events", "7-2", "volume", "{\"noun\":\"volume\",\"id\":\"v1\"}")
                .on("GET /events", 401, REVOKED);
        var run = place.run("watch", "--from", "6-9");
        assertThat(run.out().lines()).containsExactly("7-1  instance   i1  operation o1", "7-2  volume     v1");
        assertThat(run.err()).contains("This key was revoked.");
        assertThat(run.code()).isEqualTo(Refusal.REFUSED);
        assertThat(kahuna.asked().stream().map(one -> one.headers().get("last-event-id")))
                .containsExactly("6-9", "7-1", "7-2");
    }

    @Test
    void a_script_gets_a_line_of_json_and_hears_that_something_was_forgotten() {
        kahuna.tells("GET /events", "7-0", "reset", "{}")
                .tells("GET /events", "8-1", "agent", "{\"noun\":\"agent\",\"id\":\"a1\"}")
                .on("GET /events", 401, REVOKED);
        var run = place.run("watch", "--from", "1-1", "-o", "json");
        assertThat(run.out()).isEqualTo("{\"noun\":\"agent\",\"id\":\"a1\",\"position\":\"8-1\"}\n");
        assertThat(run.err()).contains("look at everything anew");
        assertThat(kahuna.asked().get(1).headers()).containsEntry("last-event-id", "7-0");
    }

    @Test
    void a_watch_that_heard_nothing_goes_on_from_where_it_began() {
        kahuna.begins("GET /events", "6-0").on("GET /events", 401, REVOKED);
        assertThat(place.run("watch").out()).isEmpty();
        assertThat(kahuna.asked().get(0).headers()).doesNotContainKey("last-event-id");
        assertThat(kahuna.asked().get(1).headers()).containsEntry("last-event-id", "6-0");
    }

    @Test
    void a_history_is_kept_in_a_file() throws IOException {
        kahuna.on("GET /operation/o1/history", 200, "{\"events\":[{\"eventId\":\"1\"}]}");
        var file = home.resolve("history.json");
        assertThat(place.run("operation", "export", "o1", "--to", file.toString())
                        .code())
                .isZero();
        assertThat(Files.readString(file)).isEqualToIgnoringWhitespace("{\"events\":[{\"eventId\":\"1\"}]}");
        assertThat(place.run("operation", "export", "o1", "--to", "-").out()).contains("eventId");
    }

    @Test
    void a_replay_needs_the_program_that_ran_it_and_tells_what_that_says() throws IOException {
        assertThat(place.run("operation", "replay", "x.json").err()).contains("--program");
        var broken = Files.writeString(home.resolve("no.jar"), "no jar");
        var failed = place.run("operation", "replay", "x.json", "--program", broken.toString());
        assertThat(failed.err()).contains("does not replay");
        assertThat(failed.code()).isEqualTo(Refusal.FAILED);
    }
}
