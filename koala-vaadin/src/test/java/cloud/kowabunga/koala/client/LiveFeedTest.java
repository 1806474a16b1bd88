package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final FakePlatform platform = new FakePlatform();
    private final Notes notes = new Notes();

    @Test
    void a_feed_comes_back_when_kahuna_does() {
        var first = FakeKahuna.start(platform, 0);
        var port = first.port();
        try (var _ = new Kahuna(first.address())
                .as(new Credential.Key(FakeKahuna.KEY))
                .changes(notes)) {
            await().atMost(LIMIT).until(() -> notes.happened.contains("open"));
            first.close();
            await().atMost(LIMIT).until(() -> notes.happened.contains("lost"));
            try (var _ = FakeKahuna.start(platform, port)) {
                await().atMost(LIMIT).until(() -> notes.happened.getLast().equals("open"));
                platform.addInstance("web-1", "running");
                await().atMost(LIMIT).until(() -> notes.happened.getLast().equals("instance i-1"));
            }
        }
    }

    @Test
    void a_feed_ends_when_its_key_is_not_good_any_more() {
        try (var fake = FakeKahuna.start(platform, 0);
                var _ = new Kahuna(fake.address())
                        .as(new Credential.Key(FakeKahuna.KEY))
                        .changes(notes)) {
            await().atMost(LIMIT).until(() -> notes.happened.contains("open"));
            fake.rotateKey("kow_another0_key");
            await().atMost(LIMIT).until(() -> notes.happened.getLast().startsWith("refused"));
        }
    }

    @Test
    void lines_become_events() {
        var parser = new EventParser();
        assertThat(List.of(": alive", "event: agent", "data: {\"a\":", "data: 1}", "").stream()
                        .flatMap(line -> parser.line(line).stream()))
                .containsExactly(new EventParser.Event("agent", "{\"a\":\n1}"));
        assertThat(parser.line("")).isEmpty();
    }

    private static final class Notes implements LiveFeed.Listener<Change> {
        private final List<String> happened = new CopyOnWriteArrayList<>(List.of("begin"));

        @Override
        public void open() {
            happened.add("open");
        }

        @Override
        public void event(Change change) {
            happened.add(change.noun() + " " + change.id());
        }

        @Override
        public void lost() {
            happened.add("lost");
        }

        @Override
        public void refused(KahunaRefusal refusal) {
            happened.add("refused " + refusal.reason());
        }
    }
}
