package cloud.kowabunga.koala.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Something long, read as Kahuna writes it, so that nobody holds all of it in memory. */
final class Download {
    /** Until it begins; how long the whole takes does not matter. */
    private static final Duration BEGIN = Duration.ofSeconds(15);

    private Download() {}

    /** The body, to be closed by the caller. */
    static InputStream open(LiveFeed.Source source, String accept) {
        var request = source.request(accept).timeout(BEGIN).build();
        try {
            var response = source.http().send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (var body = response.body()) {
                throw Kahuna.refusal(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new KahunaAway(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KahunaAway(e);
        }
    }
}
