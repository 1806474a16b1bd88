package cloud.kowabunga.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Which Kahuna, and who is calling.
 *
 * @param url the address of Kahuna, for example {@code https://kahuna.example.com}
 * @param apiKey absent where a token is used
 * @param token of a log-in with a password
 * @param who for the person's eyes: an e-mail address, or where the key is from
 */
record SignIn(String url, @Nullable String apiKey, @Nullable String token, String who) {
    private static final String FILE = "sign-in.json";

    SignIn {
        url = url.replaceAll("/+$", "");
        if (!url.matches("https?://[^/\\s]+(/.*)?")) {
            throw Refusal.usage("An address like https://kahuna.example.com is needed, not '" + url + "'.");
        }
    }

    static SignIn withKey(String url, String key, String who) {
        return new SignIn(url, key, null, who);
    }

    static SignIn withToken(String url, String token, String who) {
        return new SignIn(url, null, token, who);
    }

    /** What was kept by {@code login}. */
    static Optional<SignIn> kept(Surroundings here) {
        var file = here.settings().resolve(FILE);
        try {
            return Optional.of(Values.JSON.readValue(Files.readString(file), SignIn.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            throw Refusal.usage("%s cannot be read: %s. Sign in anew with: kowabunga login"
                    .formatted(file, unreadable.getClass().getSimpleName()));
        }
    }

    /** The platform that {@code ./kowabunga up} started beside this command, where its key may be read. */
    static Optional<SignIn> local(Surroundings here) {
        var url = here.variable("KOWABUNGA_LOCAL_URL");
        var key = here.variable("KOWABUNGA_LOCAL_KEY_FILE").map(Path::of).filter(Files::isReadable);
        try {
            return url.isEmpty() || key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(withKey(url.get(), Files.readString(key.get()).strip(), "the key in " + key.get()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Nobody but the person may read the file, at no moment. */
    void keep(Surroundings here) {
        try {
            var folder = here.settings();
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(
                    folder,
                    FILE,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Values.JSON.writeValueAsString(this));
            Files.move(
                    fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static boolean forget(Surroundings here) {
        try {
            return Files.deleteIfExists(here.settings().resolve(FILE));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
