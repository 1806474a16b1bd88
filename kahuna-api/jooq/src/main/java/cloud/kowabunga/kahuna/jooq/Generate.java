package cloud.kowabunga.kahuna.jooq;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Starts a PostgreSQL, applies the migrations and writes the tables down as Java. A stamp beside the result tells whether
 * anything changed since, so that a build with an unchanged schema starts no database.
 */
public final class Generate {
    private static final String PACKAGE = "cloud.kowabunga.kahuna.db";

    /** Held, as a logger that nobody holds forgets its level. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Generate() {}

    /** @param args the folder of the migrations, the folder of the generated sources */
    public static void main(String[] args) throws Exception {
        var migrations = Path.of(args[0]);
        var target = Path.of(args[1]);
        var stamp = target.resolve("migrations.sha256");
        var wanted = fingerprint(migrations);
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        FLYWAY.setLevel(Level.WARNING);
        try (var postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres"), target));
        }
        Files.writeString(stamp, wanted);
    }

    private static Configuration configuration(String url, Path target) {
        var database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema("public")
                .withOutputSchemaToDefault(true)
                .withIncludes(".*")
                .withExcludes("flyway_schema_history")
                .withIncludeRoutines(false)
                .withForcedTypes(ForcedTypes.all());
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUrl(url))
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(new org.jooq.meta.jaxb.Generate()
                                .withJavaTimeTypes(true)
                                .withGlobalObjectReferences(true)
                                .withImplicitJoinPathsToMany(false)
                                .withComments(false))
                        .withTarget(new Target().withPackageName(PACKAGE).withDirectory(target.toString())));
    }

    /** Of the migrations and of the generator itself: both decide the result. */
    private static String fingerprint(Path migrations) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var files = Files.list(migrations)) {
            for (var file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        for (var type : new Class<?>[] {Generate.class, ForcedTypes.class}) {
            try (var code = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                digest.update(java.util.Objects.requireNonNull(code).readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
