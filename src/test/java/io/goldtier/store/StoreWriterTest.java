package io.goldtier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void open() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + home.resolve("test.db"));
        store = new Store(breakable(source), false);
        store.commit(tx -> tx.update("CREATE TABLE kept (name TEXT)"));
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
}
