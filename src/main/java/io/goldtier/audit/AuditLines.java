package io.goldtier.audit;

import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the audit log a page at a time. */
@Component
public class AuditLines {

    private static final int SCANNED_AT_LEAST = 500;

    private final Store store;

    AuditLines(Store store) {
        this.store = store;
    }

    /**
     * What to look for; null means all.
     *
     * @param from at or after this time, as ISO 8601 text or its beginning, such as {@code 2026-02-20}
     * @param to before this time, in the same form
     * @param action the entry's action
     * @param status the entry's status
     * @param triggerId the trigger that it belongs to
     */
    public record Question(String from, String to, String action, String status, String triggerId) {}

    /**
     * One page.
     *
     * @param entries the lines as maps
     * @param next the cursor of the next page, or null when there is none
     */
    public record Page(List<Map<String, Object>> entries, Long next) {}

    private record Line(long seq, String text) {}

    /**
     * The entries that match, after the line with the sequence number {@code cursor}. A page may hold fewer than
     * {@code limit} although there is a next one, since a search looks at some hundred lines at a time.
     */
    public Page find(Question question, long cursor, int limit) {
        return find(question, " AND seq > ?", cursor, " ORDER BY seq", limit);
    }

    /** The same from the newest entry backwards, before the one with the sequence number {@code cursor}; 0 for all. */
    public Page findNewest(Question question, long cursor, int limit) {
        return find(question, " AND seq < ?", cursor <= 0 ? Long.MAX_VALUE : cursor, " ORDER BY seq DESC", limit);
    }

    private Page find(Question question, String bound, long cursor, String order, int limit) {
        List<Object> arguments = new ArrayList<>();
        int scanned =
                question.action() == null && question.status() == null ? limit : Math.max(SCANNED_AT_LEAST, limit);
        String sql = sql(question, bound, cursor, order, arguments) + " LIMIT " + scanned;
        List<Line> lines = store.read(
                tx -> tx.query(sql, row -> new Line(row.longInt("seq"), row.string("line")), arguments.toArray()));
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Line line : lines) {
            Map<String, Object> entry = Json.readObject(line.text());
            if (matches(entry, question)) {
                entries.add(entry);
            }
            if (entries.size() == limit) {
                return new Page(entries, line.seq());
            }
        }
        boolean more = lines.size() == scanned;
        return new Page(entries, more ? lines.get(lines.size() - 1).seq() : null);
    }

    /** The text comparisons only thin out; {@link #matches} decides. */
    private static String sql(Question question, String bound, long cursor, String order, List<Object> arguments) {
        StringBuilder sql = new StringBuilder("SELECT seq, line FROM log_lines WHERE log = 'audit'").append(bound);
        arguments.add(cursor);
        add(sql, arguments, " AND at >= ?", question.from());
        add(sql, arguments, " AND at < ?", question.to());
        add(sql, arguments, " AND trigger_id = ?", question.triggerId());
        add(sql, arguments, " AND line LIKE ? ESCAPE '!'", containing("action", question.action()));
        add(sql, arguments, " AND line LIKE ? ESCAPE '!'", containing("status", question.status()));
        return sql.append(order).toString();
    }

    private static void add(StringBuilder sql, List<Object> arguments, String condition, String value) {
        if (value != null) {
            sql.append(condition);
            arguments.add(value);
        }
    }

    private static String containing(String field, String value) {
        if (value == null) {
            return null;
        }
        String text = Json.write(field) + ":" + Json.write(value);
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private static boolean matches(Map<String, Object> entry, Question question) {
        return (question.action() == null || question.action().equals(entry.get("action")))
                && (question.status() == null || question.status().equals(entry.get("status")));
    }
}
