package io.goldtier.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class DatabaseFaultTest {

    private static final String NAME = "jdbc:postgresql://db.example/books";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08001 | does not answer (said by the server): start PostgreSQL there, or correct goldtier.store.url
            08006 | does not answer
            57P01 | does not answer
            57P03 | takes no work yet (said by the server): wait until it has started
            28P01 | does not let us in (said by the server): correct goldtier.store.user and GOLDTIER_STORE_PASSWORD
            28000 | does not let us in
            08004 | does not let us in
            3D000 | (said by the server): make it with createdb, or correct goldtier.store.url
            53300 | has no connection left for us (said by the server): end other programs that use it
            """)
    void eachStateHasItsSentenceWithWhatToDo(String state, String words) {
        SQLException failure = new SQLException("said by the server.", state);

        assertThat(DatabaseFault.isAway(new IllegalStateException(failure))).isTrue();
        assertThat(DatabaseFault.isIll(failure)).isTrue();
        assertThat(DatabaseFault.sentence(failure, NAME)).contains(NAME, words);
    }

    @ParameterizedTest
    @CsvSource({"23505,false", "42P01,false", "40P01,false", "57014,true", "53100,true", "25006,true"})
    void otherStatesSayNothingOfTheConnection(String state, boolean ill) {
        SQLException failure = new SQLException("other", state);

        assertThat(DatabaseFault.isAway(failure)).isFalse();
        assertThat(DatabaseFault.isIll(failure)).isEqualTo(ill);
    }

    @Test
    void whatThePoolWrapsCountsAndStandsAlone() {
        SQLException driver = new SQLException("no connection", "08001", new ConnectException("Connection refused"));
        SQLException pool = new SQLTransientConnectionException("timed out after 3000ms", "08001", driver);

        assertThat(DatabaseFault.sentence(pool, NAME)).contains("does not answer (Connection refused)");
        assertThat((Throwable) DatabaseFault.alone(pool)).hasNoCause();
        assertThat(DatabaseFault.isAway(DatabaseFault.alone(pool))).isTrue();
        assertThat(DatabaseFault.isAway(new SQLTransientConnectionException("all are busy")))
                .isFalse();
    }

    @Test
    void onlyWhatALostConnectionCausesIsKeptOutOfTheLog() {
        Logger log = (Logger) LoggerFactory.getLogger("io.goldtier.anybody");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        log.addAppender(said);
        SQLException lost = new SQLException("gone", "08006");
        try (AwayLogs filter = new AwayLogs()) {
            assertThat(filter.getName()).isNotEmpty();
            log.error("lost", new IllegalStateException(lost));
            log.error("lost {}", "as an argument", lost);
            log.error("a network that is not the database's", new SocketException("Connection reset"));
            log.error("another state {}", 1, new SQLException("duplicate", "23505"));
            log.warn("no failure");
        }
        log.error("after it", lost);
        log.detachAppender(said);

        assertThat(said.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("a network that is not the database's", "another state {}", "no failure", "after it");
    }
}
