package io.goldtier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.goldtier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the data source, brings the schema up to date, and opens the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

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

        boolean postgres() {
            return url.startsWith("jdbc:postgresql:");
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    DataLock dataLock(Settings settings) throws IOException {
        Files.createDirectories(settings.data());
        return DataLock.take(settings.data());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Settings settings, StoreSettings store, DataLock lock) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(2);
        if (store.postgres()) {
            config.setJdbcUrl(store.url());
            config.setUsername(store.user());
            config.setPassword(store.password());
        } else {
            config.setJdbcUrl(
                    store.url().isEmpty() ? "jdbc:sqlite:" + settings.data().resolve("goldtier.db") : store.url());
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "10000");
            config.addDataSourceProperty("foreign_keys", "true");
            // Pages after which the write-ahead log is worked into the file: less often than by default, which is a
            // pause every few dozen commits
            config.setConnectionInitSql("PRAGMA wal_autocheckpoint = 8000");
            // Writers take their lock at once instead of failing when they turn from reading to writing
            config.addDataSourceProperty("transaction_mode", "DEFERRED");
        }
        return new HikariDataSource(config);
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    Store store(DataSource source, StoreSettings settings) {
        return new Store(source, settings.postgres());
    }
}
