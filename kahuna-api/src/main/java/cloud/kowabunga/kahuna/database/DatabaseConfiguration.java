package cloud.kowabunga.kahuna.database;

import cloud.kowabunga.kahuna.InvalidSetting;
import cloud.kowabunga.kahuna.KahunaProperties;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections to PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** The pool comes up without PostgreSQL, so that Kahuna can say what is missing. */
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(KahunaProperties properties) {
        var settings = properties.database();
        var pool = new HikariConfig();
        pool.setPoolName("kahuna");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        if (settings.passwordFile() != null) {
            pool.setPassword(read(settings.passwordFile()));
        }
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(5_000);
        pool.setValidationTimeout(2_000);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", "kahuna");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // A server that vanished without a word must not hold a transaction for ever.
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.addDataSourceProperty("options", "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s");
        return new HikariDataSource(pool);
    }

    @Bean
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new InvalidSetting("kahuna.database.password-file", file.toString(), "a file that Kahuna can read");
        }
    }
}
