package io.goldtier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.store.database.Presence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Timeout(30)
class StoreWriterTest {

    @TempDir
    Path home;

    private final AtomicBoolean broken = new AtomicBoolean();
    private Store store;

    @BeforeEach
    void open() throws SQLException {
        DataSource source = database();
        createTables(source);
        store = new Store(breakable(source), isPostgres(), new Presence("of the test"));
    }

    /** Where the store's contract is held. */
    DataSource database() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + home.resolve("test.db"));
        return source;
    }

    boolean isPostgres() {
        return false;
    }

    private static void createTables(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (name TEXT)");
            statement.execute("CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL)");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** While broken, its connections throw what no program catches. */
    private DataSource breakable(DataSource source) {
        return proxy(DataSource.class, source, "getConnection");
    }

    @SuppressWarnings("unchecked")
    private <T> T proxy(Class<T> type, Object real, String wrapped) {
        return (T) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (broken.get() && method.getName().equals("commit")) {
                throw new NoClassDefFoundError("gone");
            }
            Object result;
            try {
                result = method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            return method.getName().equals(wrapped) ? proxy(Connection.class, result, "") : result;
        });
    }

    private void keep(String name) {
        store.commit(tx -> tx.update("INSERT INTO kept (name) VALUES (?)", name));
    }

    @Test
    void aTallyCountsWhatIsKept() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 300)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        store.commit(tx -> {
                            tx.update("INSERT INTO kept (name) VALUES (?)", "n" + i);
                            tx.tally("names.kept", 1);
                            if (i % 3 == 0) {
                                throw new IllegalStateException("changed its mind");
                            }
                            return null;
                        });
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                }))
                .toList();

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(200);
        assertThat(count()).isEqualTo(200);
        assertThat(store.<Object>read(tx -> tx.counters("names."))).isEqualTo(Map.of("kept", 200L));
    }

    private long count() {
        return store.read(tx -> tx.first("SELECT COUNT(*) AS n FROM kept", row -> row.longInt("n"))
                .orElseThrow());
    }

    @Test
    void whoThrowsWhenHeIsWokenEndsNothing() {
        store.commit(tx -> {
            tx.afterCommit(() -> {
                throw new IllegalStateException("a sleeper with a bad temper");
            });
            return tx.update("INSERT INTO kept (name) VALUES ('first')");
        });

        keep("second");

        assertThat(count()).isEqualTo(2);
        assertThat(store.trouble()).isNull();
    }

    @Test
    void workThatGoesTooDeepUndoesItselfOnly() {
        assertThatThrownBy(() -> store.commit(tx -> {
                    tx.update("INSERT INTO kept (name) VALUES ('too deep')");
                    return endless(1);
                }))
                .isInstanceOf(StoreException.class);

        keep("other");

        assertThat(count()).isEqualTo(1);
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    @Test
    void aUnitOfWorkThatWouldWaitForItselfIsRefused() {
        assertThatThrownBy(() -> store.commit(tx -> store.commit(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot wait for another one");
    }

    @Test
    void whenTheWriterEndsEveryCommitFailsWithASentenceAndTheStoreSaysSo() {
        broken.set(true);

        assertThatThrownBy(() -> keep("lost")).hasMessageContaining("Start the assistant again");
        assertThatThrownBy(() -> keep("later")).hasMessageContaining("Start the assistant again");
        assertThat(store.trouble()).contains("the store's writer has ended", "gone");
        assertThatThrownBy(() -> store.submit(tx -> 1)).hasMessageContaining("Start the assistant again");
    }

    @Test
    void whatFailsForAWhileGoesOn() {
        assertThatThrownBy(() -> store.commit(tx -> tx.update("INSERT INTO nowhere VALUES (1)")))
                .isInstanceOf(StoreException.class);
        store.submit(tx -> tx.update("INSERT INTO kept (name) VALUES ('handed in')"))
                .orTimeout(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(count()).isEqualTo(1);
    }

    /** Many units of work share a commit; those that fail take nothing with them and leave nothing behind. */
    @Test
    void whoFailsAmongOthersUndoesItselfOnlyAndAllComesInOrder() {
        CountDownLatch together = new CountDownLatch(1);
        store.submit(tx -> {
            try {
                together.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            results.add(store.submit(tx -> {
                tx.update("INSERT INTO kept (name) VALUES (?)", "unit " + number);
                if (number % 7 == 3) {
                    throw new IllegalArgumentException("unit " + number + " has changed its mind");
                }
                return number;
            }));
        }
        together.countDown();

        for (int i = 0; i < 50; i++) {
            CompletableFuture<Integer> result = results.get(i);
            if (i % 7 == 3) {
                assertThatThrownBy(result::join).hasMessageContaining("unit " + i + " has changed its mind");
            } else {
                assertThat(result.join()).isEqualTo(i);
            }
        }
        List<String> kept = store.read(tx -> tx.query(
                "SELECT name FROM kept ORDER BY " + (isPostgres() ? "ctid" : "rowid"), row -> row.string("name")));
        assertThat(kept)
                .isEqualTo(IntStream.range(0, 50)
                        .filter(i -> i % 7 != 3)
                        .mapToObj(i -> "unit " + i)
                        .toList());
    }

    @Test
    void workThatIsNotKeptEndsWhatShouldFollowFromItToo() {
        CompletableFuture<Void> rest = new CompletableFuture<>();

        assertThatThrownBy(() ->
                        store.commit(tx -> tx.update("INSERT INTO nowhere VALUES (1)"), rest, Duration.ofSeconds(10)))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.commit(
                        tx -> tx.update("INSERT INTO kept (name) VALUES ('kept')"),
                        new CompletableFuture<>(),
                        Duration.ofMillis(20)))
                .isInstanceOf(TimeoutException.class);
        assertThat(count()).isEqualTo(1);
    }

    /** Who reads would otherwise wait for those who write, and they for him. */
    @Test
    void whoOnlyReadsLocksNothing() {
        String asked = store.read(Tx::forUpdate) + store.read(Tx::skipLocked);
        String inWork = store.commit(Tx::forUpdate) + store.commit(Tx::skipLocked);

        assertThat(asked).isEmpty();
        assertThat(inWork).isEqualTo(isPostgres() ? " FOR UPDATE FOR UPDATE SKIP LOCKED" : "");
    }

    @Test
    void timesAreWrittenInOneForm() {
        List<String> written = Stream.of(
                        Instant.parse("2026-02-20T10:30:00Z"),
                        Instant.parse("2026-02-20T23:59:59.999999Z"),
                        Instant.parse("2099-12-31T00:00:00.007Z"),
                        Instant.parse("1969-12-31T23:59:59.999Z"),
                        Instant.EPOCH)
                .map(Times::text)
                .toList();

        assertThat(written.stream().map(Times::parse).map(Times::text)).isEqualTo(written);
        assertThat(Times.parse("2026-02-20T10:30:00Z")).isEqualTo(Instant.parse("2026-02-20T10:30:00Z"));
        assertThatThrownBy(() -> Times.parse("2026-02-20T10:3x:00.000Z")).isInstanceOf(DateTimeException.class);
        assertThat(written)
                .containsExactly(
                        "2026-02-20T10:30:00.000Z",
                        "2026-02-20T23:59:59.999Z",
                        "2099-12-31T00:00:00.007Z",
                        "1969-12-31T23:59:59.999Z",
                        "1970-01-01T00:00:00.000Z");
    }
}
