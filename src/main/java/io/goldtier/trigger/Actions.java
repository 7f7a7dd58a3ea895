package io.goldtier.trigger;

import io.goldtier.json.Listed;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The actions in the store. */
@Component
public class Actions {

    /** Those that are not done, which are few: in the words of their index, which SQLite takes only where they stand. */
    public static final String OPEN = "state <> 'done'";

    private final Store store;
    private final Clock clock;

    Actions(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The action with this id. */
    public Optional<Action> find(String actionId) {
        return store.read(tx -> find(tx, actionId));
    }

    /** The action with this id, as this unit of work sees it. */
    public Optional<Action> find(Tx tx, String actionId) {
        return tx.first("SELECT * FROM actions WHERE action_id = ?", Actions::read, actionId);
    }

    /** A trigger's actions in the order of its plan. */
    public List<Action> of(String triggerId) {
        return store.read(tx -> of(tx, triggerId));
    }

    /** A trigger's actions in the order of its plan, as this unit of work sees them. */
    public List<Action> of(Tx tx, String triggerId) {
        return tx.query("SELECT * FROM actions WHERE trigger_id = ? ORDER BY position", Actions::read, triggerId);
    }

    /**
     * The input of a step with what names of earlier steps in it stand for.
     *
     * @param triggerId the plan that it belongs to, or null for a call from outside, whose input names no steps
     * @throws StepValues.Unknown if a name stands for nothing
     */
    public Map<String, Object> filled(String triggerId, Map<String, Object> input) {
        return triggerId == null || StepValues.fields(input).isEmpty() ? input : StepValues.fill(input, of(triggerId));
    }

    /** How a plan ended whose boxes are all closed: "All steps are done.", or how many were not. */
    public String ending(Tx tx, String triggerId) {
        List<String> others = tx.query(
                "SELECT state, COUNT(*) AS n FROM actions WHERE trigger_id = ? AND state <> 'done' GROUP BY state"
                        + " ORDER BY state",
                row -> row.integer("n")
                        + (row.integer("n") == 1 ? " step " : " steps ")
                        + row.string("state").replace('_', ' '),
                triggerId);
        return others.isEmpty() ? "All steps are done." : "Completed, " + String.join(", ", others) + ".";
    }

    /**
     * Actions in this state, which is not <i>done</i>, oldest first.
     *
     * @param from how many of them are passed over
     */
    public Listed<Action> inState(ActionState state, int from, int limit) {
        String those = " FROM actions WHERE " + OPEN + " AND state = ?";
        return store.read(tx -> Listed.of(
                tx.query(
                        "SELECT *" + those + " ORDER BY created, action_id LIMIT " + limit + " OFFSET " + from,
                        Actions::read,
                        state),
                tx.first("SELECT COUNT(*) AS n" + those, row -> row.longInt("n"), state)
                                .orElse(0L)
                        - from));
    }

    /** The ids of all actions that a person must approve or settle. */
    public List<String> waitingForAPerson() {
        return store.read(tx -> tx.query(
                "SELECT action_id FROM actions WHERE " + OPEN + " AND state IN ('awaiting_approval', 'in_doubt')",
                row -> row.string("action_id")));
    }

    /** What other actions of this type that were done since then gave, at most 1,000. */
    public List<Map<String, Object>> results(Tx tx, String type, String except, Instant since) {
        return tx.query(
                "SELECT result FROM actions WHERE type = ? AND state = 'done' AND ended >= ? AND action_id <> ?"
                        + " ORDER BY ended LIMIT 1000",
                row -> row.json("result"),
                type,
                since,
                except);
    }

    /** Calls from outside that wait although one of their attempts may have taken effect. */
    public List<Action> openCalls() {
        return store.read(tx -> tx.query(
                "SELECT * FROM actions a WHERE trigger_id IS NULL AND state = 'waiting' AND EXISTS "
                        + " (SELECT 1 FROM attempts e WHERE e.action_id = a.action_id AND e.mark IN"
                        + " ('about_to_act', 'took_effect')) ORDER BY created LIMIT 100",
                Actions::read));
    }

    /** Calls from outside that were running when their process died. */
    public List<Action> interruptedCalls() {
        return store.read(tx -> tx.query(
                "SELECT * FROM actions WHERE " + OPEN
                        + " AND state = 'running' AND trigger_id IS NULL ORDER BY created",
                Actions::read));
    }

    /** Adds an action that somebody outside of any trigger asks for. */
    public void add(Tx tx, String actionId, String type, Map<String, Object> params, Map<String, Object> caller) {
        insert(tx, actionId, null, 1, type, params, caller, clock.instant());
    }

    /**
     * Begins an attempt: from now on the outside may be called.
     *
     * @return empty when the action is not one that may be begun now
     */
    public Optional<Begin> begin(Tx tx, String actionId) {
        Instant now = clock.instant();
        return tx.first(
                "UPDATE actions SET state = 'running', attempts = attempts + 1, started = ?, message = NULL,"
                        + " begun = COALESCE(begun, ?)"
                        + " WHERE action_id = ? AND state IN ('ready', 'waiting', 'awaiting_approval')"
                        + " RETURNING attempts, begun, progress",
                row -> new Begin(
                        row.integer("attempts"),
                        row.instant("begun"),
                        row.string("progress") == null ? Map.of() : row.json("progress")),
                now,
                now,
                actionId);
    }

    /**
     * An attempt that has begun.
     *
     * @param attempt its number, from 1
     * @param first when the first attempt of the action began
     * @param progress what preparations of earlier attempts have left
     */
    public record Begin(int attempt, Instant first, Map<String, Object> progress) {}

    /** What preparations of earlier attempts have left. */
    public Map<String, Object> progress(Tx tx, String actionId) {
        return tx.first(
                        "SELECT progress FROM actions WHERE action_id = ? AND progress IS NOT NULL",
                        row -> row.<Map<String, Object>>json("progress"),
                        actionId)
                .orElse(Map.of());
    }

    /** Closes an action's box with its result or the reason. */
    public void close(Tx tx, String actionId, ActionState state, Map<String, Object> result, String message) {
        tx.update(
                "UPDATE actions SET state = ?, result = ?, message = ?, ended = ?, retries = 0, retry_since = NULL"
                        + " WHERE action_id = ?",
                state,
                result,
                message,
                clock.instant(),
                actionId);
    }

    /** What is done is what was approved, which a person may have edited. */
    public void edit(Tx tx, String actionId, Map<String, Object> params) {
        tx.update("UPDATE actions SET params = ? WHERE action_id = ?", params, actionId);
    }

    /** Puts an action into a state in which its box stays open, with the reason. */
    public void hold(Tx tx, String actionId, ActionState state, String message) {
        tx.update("UPDATE actions SET state = ?, message = ? WHERE action_id = ?", state, message, actionId);
    }

    /** When an action that belongs to no plan is to be tried again; null for as soon as may be. */
    public void wakeAt(Tx tx, String actionId, Instant time) {
        tx.update("UPDATE actions SET wake_at = ? WHERE action_id = ?", time, actionId);
    }

    /** Opens the box of an action again, which has not taken effect, with this input. */
    public void reopen(Tx tx, String actionId, Map<String, Object> params, String message) {
        tx.update(
                "UPDATE actions SET state = 'ready', params = ?, message = ?, ended = NULL WHERE action_id = ?",
                params,
                message,
                actionId);
    }

    /**
     * Adds a step at the end of a plan.
     *
     * @param caller who thought of it; empty when nobody but the plan did
     */
    public void append(Tx tx, String triggerId, String type, Map<String, Object> params, Map<String, Object> caller) {
        int last = tx.first(
                        "SELECT MAX(position) AS last FROM actions WHERE trigger_id = ?",
                        row -> row.integer("last"),
                        triggerId)
                .orElse(0);
        int number = last + 1;
        while (find(tx, triggerId + "-a" + number).isPresent()) {
            number++;
        }
        insert(tx, triggerId + "-a" + number, triggerId, last + 1, type, params, caller, clock.instant());
    }

    /** Adds a step to the plan, right before the one that failed, and opens that one's box again. */
    public void addBefore(Tx tx, Action failed, String problem, String type, Map<String, Object> params) {
        // By way of negative places, because no two steps may ever have the same
        tx.update(
                "UPDATE actions SET position = -position - 1 WHERE trigger_id = ? AND position >= ?",
                failed.triggerId(),
                failed.position());
        tx.update("UPDATE actions SET position = -position WHERE trigger_id = ? AND position < 0", failed.triggerId());
        String actionId = failed.actionId() + "-" + problem;
        // What the card knows against a problem is no agent's idea, whoever thought of the step that has it
        Map<String, Object> caller = new LinkedHashMap<>(failed.caller());
        caller.remove(Action.PROPOSED);
        insert(tx, actionId, failed.triggerId(), failed.position(), type, params, caller, clock.instant());
        tx.update(
                "UPDATE actions SET remedy_for = ?, problem = ? WHERE action_id = ?",
                failed.actionId(),
                problem,
                actionId);
        reopen(tx, failed.actionId(), failed.params(), "to be tried again after " + type);
    }

    /** Remembers how many tries in a row failed to reach the outside, and since when. */
    public void countRetry(Tx tx, String actionId, int retries, Instant since) {
        tx.update("UPDATE actions SET retries = ?, retry_since = ? WHERE action_id = ?", retries, since, actionId);
    }

    static void insert(
            Tx tx,
            String actionId,
            String triggerId,
            int position,
            String type,
            Object params,
            Map<String, Object> caller,
            Instant now) {
        tx.update(
                "INSERT INTO actions (action_id, trigger_id, position, type, params, state, attempts, retries, caller,"
                        + " created) VALUES (?, ?, ?, ?, ?, 'ready', 0, 0, ?, ?)",
                actionId,
                triggerId,
                position,
                type,
                params == null ? Map.of() : params,
                caller,
                now);
    }

    private static Action read(Row row) {
        return new Action(
                row.string("action_id"),
                row.string("trigger_id"),
                row.integer("position"),
                row.string("type"),
                row.json("params"),
                row.constant("state", ActionState.class),
                row.integer("attempts"),
                row.integer("retries"),
                row.instant("retry_since"),
                row.json("caller"),
                row.json("result"),
                row.string("message"),
                row.instant("created"),
                row.instant("started"),
                row.instant("ended"),
                row.string("remedy_for"),
                row.string("problem"));
    }
}
