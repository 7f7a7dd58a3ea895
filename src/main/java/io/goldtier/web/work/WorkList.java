package io.goldtier.web.work;

import io.goldtier.skill.Skills;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Triggers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Triggers as the pages list them: a line each, with the states of their steps. */
@Component
public class WorkList {

    /** States of steps by which work can be looked for. */
    public static final List<String> STEPS = List.of("awaiting_approval", "in_doubt", "rejected");

    private final Store store;
    private final Skills skills;

    WorkList(Store store, Skills skills) {
        this.store = store;
        this.skills = skills;
    }

    /**
     * One line.
     *
     * @param arrival its place in the order of arrival
     * @param id the trigger
     * @param status its status in the data model's word
     * @param source where it came from
     * @param sender who sent it, or null
     * @param headline what it says, in a line
     * @param created when it was made
     * @param steps the states of its steps in the order of the plan
     */
    public record Item(
            long arrival,
            String id,
            String status,
            String source,
            String sender,
            String headline,
            Instant created,
            List<String> steps) {}

    private record Line(long arrival, Item item) {}

    /**
     * Newest first.
     *
     * @param status only these, or those with a step in this state if it is one of {@link #STEPS}, or null for all
     * @param text what must occur in id, message, sender or context, or null
     * @param before only those that arrived before this one, for paging; 0 for the newest
     */
    public List<Item> find(String status, String text, long before, int limit) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT arrival, trigger_id, status, source_type, source_data, sender,"
                + " triggered_actions, created FROM triggers WHERE arrival < ?");
        arguments.add(before <= 0 ? Long.MAX_VALUE : before);
        if (status != null && STEPS.contains(status)) {
            sql.append(" AND trigger_id IN (SELECT trigger_id FROM actions WHERE " + Actions.OPEN + " AND state = ?)");
            arguments.add(status);
        } else if (status != null) {
            sql.append(" AND status = ?");
            arguments.add(status);
        }
        if (text != null) {
            String pattern = "%"
                    + text.toLowerCase(Locale.ROOT)
                            .replace("!", "!!")
                            .replace("%", "!%")
                            .replace("_", "!_") + "%";
            sql.append(" AND (lower(trigger_id) LIKE ? ESCAPE '!' OR lower(source_data) LIKE ? ESCAPE '!'"
                    + " OR lower(context) LIKE ? ESCAPE '!' OR lower(coalesce(sender, '')) LIKE ? ESCAPE '!'"
                    + " OR lower(triggered_actions) LIKE ? ESCAPE '!')");
            arguments.addAll(Collections.nCopies(5, pattern));
        }
        sql.append(" ORDER BY arrival DESC LIMIT ").append(limit);
        return store.read(tx -> withSteps(tx, tx.query(sql.toString(), this::item, arguments.toArray())));
    }

    /** How many triggers stand in each status, and how many have a step in each of {@link #STEPS}. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>(store.read(tx -> tx.counters(Triggers.COUNTERS)));
        store.read(tx -> tx.query(
                "SELECT state, count(DISTINCT trigger_id) AS number FROM actions WHERE " + Actions.OPEN
                        + " AND state IN ('awaiting_approval', 'in_doubt', 'rejected') GROUP BY state",
                row -> counts.put(row.string("state"), row.longInt("number"))));
        return counts;
    }

    /** How many loops stand in each status. */
    public Map<String, Long> loopCounts() {
        return store.read(tx -> tx.counters(Triggers.LOOP_COUNTERS));
    }

    /** How many things wait for a person: approvals and actions in doubt. */
    public int waiting() {
        return store.read(tx -> tx.first(
                        "SELECT count(*) AS number FROM actions WHERE " + Actions.OPEN
                                + " AND state IN ('awaiting_approval', 'in_doubt')",
                        row -> row.integer("number"))
                .orElse(0));
    }

    /** Grows whenever something worth showing has happened. */
    long version() {
        return store.read(
                tx -> tx.first("SELECT coalesce(sum(seq), 0) AS number FROM log_heads", row -> row.longInt("number"))
                        .orElse(0L));
    }

    private static List<Item> withSteps(Tx tx, List<Item> items) {
        if (items.isEmpty()) {
            return items;
        }
        Map<String, List<String>> steps = new HashMap<>();
        String marks = String.join(", ", Collections.nCopies(items.size(), "?"));
        tx.query(
                "SELECT trigger_id, state FROM actions WHERE trigger_id IN (" + marks
                        + ") ORDER BY trigger_id, position",
                row -> steps.computeIfAbsent(row.string("trigger_id"), id -> new ArrayList<>())
                        .add(row.constant("state", ActionState.class).word()),
                items.stream().map(Item::id).toArray());
        return items.stream()
                .map(item -> new Item(
                        item.arrival(),
                        item.id(),
                        item.status(),
                        item.source(),
                        item.sender(),
                        item.headline(),
                        item.created(),
                        steps.getOrDefault(item.id(), List.of())))
                .toList();
    }

    private Item item(Row row) {
        return new Item(
                row.longInt("arrival"),
                row.string("trigger_id"),
                row.string("status"),
                row.string("source_type"),
                row.string("sender"),
                headline(row.json("source_data"), row.list("triggered_actions")),
                row.instant("created"),
                List.of());
    }

    /** What a message says in a line: its subject or its text, else what it makes the assistant do. */
    public String headline(Map<String, Object> source, List<?> actions) {
        return Stream.of("subject", "message", "text", "body", "original_name")
                .map(source::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> Words.cut(text, 160))
                .orElseGet(() -> steps(actions));
    }

    private String steps(List<?> actions) {
        if (actions.isEmpty() || !(actions.get(0) instanceof Map<?, ?> first)) {
            return "";
        }
        String type = String.valueOf(first.get("type"));
        Map<String, Object> params = new HashMap<>();
        if (first.get("params") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> params.put(String.valueOf(name), value));
        }
        String step = Words.action(type, skills.subject(type, params));
        int more = actions.size() - 1;
        return more == 0 ? step : step + (more == 1 ? " (and one more step)" : " (and " + more + " more steps)");
    }
}
