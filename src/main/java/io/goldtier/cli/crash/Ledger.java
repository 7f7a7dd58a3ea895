package io.goldtier.cli.crash;

import io.goldtier.json.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the assistant's own database says became of each action; it may be running or not. */
final class Ledger {

    private final String url;

    /** @param data the assistant's data folder */
    Ledger(Path data) {
        url = "jdbc:sqlite:file:" + data.resolve("goldtier.db") + "?mode=ro";
    }

    /**
     * An action.
     *
     * @param id its id
     * @param triggerId its trigger
     * @param skill the skill
     * @param state its state's word
     * @param message why it is not done, or null
     * @param result what came of it, as JSON, or null
     */
    record Entry(String id, String triggerId, String skill, String state, String message, String result) {

        /** A text of its result, or null. */
        String result(String name) {
            return result != null && Json.readObject(result).get(name) instanceof String text ? text : null;
        }

        boolean isSettled() {
            return List.of("done", "failed", "in_doubt", "rejected", "skipped").contains(state);
        }
    }

    /** All actions. */
    List<Entry> read() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT action_id, trigger_id, type, state, message, result FROM actions"
                                + " WHERE trigger_id IS NOT NULL")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6)));
            }
        }
        return entries;
    }
}
