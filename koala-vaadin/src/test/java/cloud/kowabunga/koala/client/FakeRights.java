package cloud.kowabunga.koala.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads Kahuna's own table of rights as Kahuna reads it, so that the screens are tested with the one table that there is. */
final class FakeRights {
    static final String SELF = "user-1";
    private static final Path TABLE = Path.of("../kahuna-api/src/main/resources/access/rules.txt");

    private FakeRights() {}

    static Whoami of(String role) {
        return new Whoami(SELF, "ada", role, operations(role));
    }

    private static List<String> operations(String role) {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", -1))
                    .filter(row -> leaves(row[2], role))
                    .map(row -> row[0] + " " + own(row, role))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leaves(String right, String role) {
        return switch (right) {
            case "CHANGE" -> !role.equals("user");
            case "SUPER_ADMIN" -> role.equals("superAdmin");
            default -> true;
        };
    }

    private static String own(String[] row, String role) {
        return row[2].equals("SELF") && !role.equals("superAdmin") ? row[1].replace("{userId}", SELF) : row[1];
    }
}
