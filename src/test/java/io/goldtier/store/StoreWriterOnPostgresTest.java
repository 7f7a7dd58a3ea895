package io.goldtier.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

/** The same contract on PostgreSQL. */
class StoreWriterOnPostgresTest extends StoreWriterTest {

    private static Postgres server;

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    DataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.newDatabase());
        source.setUser(Postgres.USER);
        return source;
    }

    @Override
    boolean isPostgres() {
        return true;
    }
}
