package io.goldtier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.goldtier.settings.Setting;
import io.goldtier.settings.Settings;
import io.goldtier.store.database.AwayLogs;
import io.goldtier.store.database.Presence;
import io.goldtier.store.database.SchemaVersion;
import io.goldtier.store.folder.DataFolder;
import io.goldtier.store.folder.PrivateFile;
import io.goldtier.store.folder.VaultLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Makes the data source, brings the schema up to date, and opens the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /** The name of the SQLite file in the data folder. */
    static final String FILE = "goldtier.db";

    /**
     * Where the store is.
     *
     * @param url JDBC address; empty means an SQLite file in the data folder, {@code jdbc:postgresql:…} serves several
     *     nodes
     * @param user database user, for PostgreSQL
     * @param password its password
     */
    @ConfigurationProperties("goldtier.store")
    record StoreSettings(
            @DefaultValue("") String url,
            @DefaultValue("") String user,
            @DefaultValue("") String password) {

        StoreSettings {
            Setting.require(
                    url.isEmpty() || url.matches("jdbc:postgresql://[^/?]+/[^/]+|jdbc:sqlite:.+"),
                    "goldtier.store.url",
                    url.replaceAll("(?i)(password=)[^&]*", "$1***"),
                    "empty, or an address such as jdbc:postgresql://localhost/goldtier");
        }

        boolean postgres() {
            return url.startsWith("jdbc:postgresql:");
        }

        /** What people call it: the address without its parameters, among which a password may be. */
        String name() {
            return url.isEmpty() ? FILE : url.replaceFirst("\\?.*", "");
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    DataFolder dataFolder(Settings settings) throws IOException {
        return DataFolder.open(settings);
    }

    @Bean(destroyMethod = "close")
    VaultLock vaultLock(Settings settings, DataFolder data) throws IOException {
        return VaultLock.take(settings, data);
    }

    /** What was made while everything started is out of everybody else's sight too. */
    @Bean
    SmartInitializingSingleton dataOutOfSight(DataFolder data) {
        return () -> {
            try {
                data.protect();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(StoreSettings store, DataFolder data) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(2);
        // Who asks while the database is away is told so soon, and asks again; nobody waits half a minute for that
        config.setConnectionTimeout(3000);
        if (store.postgres()) {
            config.setJdbcUrl(store.url());
            config.setUsername(store.user());
            config.setPassword(store.password());
            // A server that falls silent, as when its network is cut, is noticed; no statement of ours takes that long
            config.addDataSourceProperty("connectTimeout", "3");
            config.addDataSourceProperty("socketTimeout", "60");
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("ApplicationName", "goldtier");
        } else {
            if (store.url().isEmpty()) {
                Path file = data.path().resolve(FILE);
                PrivateFile.create(file);
                config.setJdbcUrl("jdbc:sqlite:" + file);
            } else {
                config.setJdbcUrl(store.url());
            }
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "10000");
            config.addDataSourceProperty("foreign_keys", "true");
            // Otherwise the driver asks for the row's number after each insert
            config.addDataSourceProperty("jdbc.get_generated_keys", "false");
            // Pages after which the write-ahead log is worked into the file: less often than by default, which is a
            // pause every few dozen commits
            config.setConnectionInitSql("PRAGMA wal_autocheckpoint = 8000");
            // Writers take their lock at once instead of failing when they turn from reading to writing
            config.addDataSourceProperty("transaction_mode", "DEFERRED");
        }
        return new HikariDataSource(config);
    }

    /** A database that a newer version has changed is not touched. */
    @Bean
    FlywayMigrationStrategy migrateUnlessNewer(StoreSettings store) {
        return flyway -> {
            try (Connection connection =
                    flyway.getConfiguration().getDataSource().getConnection()) {
                SchemaVersion.of(connection).refusal(store.name()).ifPresent(sentence -> {
                    throw new IllegalStateException(sentence);
                });
            } catch (SQLException e) {
                throw new StoreException("The database cannot be read: " + e.getMessage(), e);
            }
            flyway.migrate();
        };
    }

    @Bean(destroyMethod = "close")
    AwayLogs awayLogs() {
        return new AwayLogs();
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    Store store(DataSource source, StoreSettings settings) {
        return new Store(source, settings.postgres(), new Presence(settings.name()));
    }

    /** This is heard before anything is stopped that may wait for the store. */
    @Bean
    ApplicationListener<ContextClosedEvent> storeIsLeft(Store store) {
        return event -> store.leave();
    }
}
