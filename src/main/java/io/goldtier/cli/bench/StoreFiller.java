package io.goldtier.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Fills the store of an assistant that is not running with work that was done long ago. */
final class StoreFiller {

    private static final String NUMBERS =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";
    private static final String ID = "'old-' || printf('%08d', i)";
    private static final String DAY =
            "'2025-' || printf('%02d', 1 + i % 12) || '-' || printf('%02d', 1 + i % 28)" + " || 'T08:00:00.000Z'";

    private StoreFiller() {}

    /** Adds so many triggers, each with an action that is done, a loop that is completed, and three lines of logs. */
    static void fill(Path data, int triggers) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("goldtier.db"));
                Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA synchronous = OFF");
            sql.execute("PRAGMA cache_size = -65536");
            String numbers = NUMBERS.formatted(triggers);
            connection.setAutoCommit(false);
            sql.executeUpdate("INSERT INTO triggers (trigger_id, arrival, content_key, source_domain, source_type,"
                    + " source_data, triggered_actions, status, created, updated, context, task_file, sender, trusted,"
                    + " filed) " + numbers + "SELECT " + ID + ", i - " + (triggers + 1L) + ", hex(randomblob(32)),"
                    + " 'business', 'file_drop', '{\"made_by\":\"goldtier bench\"}',"
                    + " '[{\"type\":\"bench_call\",\"params\":{\"id\":\"' || " + ID + " || '\"}}]', 'completed', "
                    + DAY + ", " + DAY + ", '{\"client_name\":\"Client ' || (i % 5000) || '\"}', 'Done/' || " + ID
                    + " || '.json', NULL, 1, 1 FROM n");
            sql.executeUpdate("INSERT INTO actions (action_id, trigger_id, position, type, params, state, attempts,"
                    + " retries, caller, result, created, started, begun, ended) " + numbers + "SELECT " + ID
                    + " || '-a1', " + ID + ", 1, 'bench_call', '{\"id\":\"' || " + ID + " || '\"}', 'done', 1, 0, '{}',"
                    + " '{\"done\":\"' || " + ID + " || '\"}', " + DAY + ", " + DAY + ", " + DAY + ", " + DAY
                    + " FROM n");
            sql.executeUpdate("INSERT INTO loops (loop_id, trigger_id, arrival, task_file, plan_md, max_iterations,"
                    + " current_iteration, status, started, completed, outcome) " + numbers
                    + "SELECT 'ralph-old-' || i, "
                    + ID + ", i - " + (triggers + 1L) + ", 'Done/' || " + ID + " || '.json', 'Plans/PLAN_' || " + ID
                    + " || '.md', 10, 1, 'completed', " + DAY + ", " + DAY + ", 'All steps are done.' FROM n");
            sql.executeUpdate("INSERT INTO client_work (client, arrival, trigger_id) " + numbers
                    + "SELECT 'Client ' || (i % 5000), i - " + (triggers + 1L) + ", " + ID + " FROM n");
            for (String counter : List.of("triggers.completed", "loops.completed")) {
                sql.executeUpdate("INSERT INTO counters (name, value) VALUES ('" + counter + "', " + triggers
                        + ") ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value");
            }
            connection.commit();
        }
    }
}
