package cloud.kowabunga.kahuna.database;

import cloud.kowabunga.Noun;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people call the rows of a table. */
final class Tables {
    private Tables() {}

    static String title(@Nullable String table) {
        if (table == null) {
            return "resource";
        }
        return switch (table) {
            case "app_user", "team_user" -> Noun.USER.title();
            case "api_token" -> Noun.TOKEN.title();
            case "team", "project_team" -> "Team";
            case "kaktus_agent" -> Noun.KAKTUS.title();
            case "kiwi_agent" -> Noun.KIWI.title();
            case "pool_agent" -> Noun.STORAGE_POOL.title();
            case "adapter_address" -> Noun.ADAPTER.title();
            case "project_region" -> Noun.PROJECT.title();
            default ->
                Arrays.stream(Noun.values())
                        .filter(noun -> noun.name().toLowerCase(Locale.ROOT).equals(table))
                        .findFirst()
                        .map(Noun::title)
                        .orElse("resource");
        };
    }
}
