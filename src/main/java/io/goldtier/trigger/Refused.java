package io.goldtier.trigger;

import io.goldtier.audit.Redaction;
import io.goldtier.json.Json;
import io.goldtier.store.Tx;

/**
 * Takes a secret that was refused, because somebody wanted it used in the clear, out of what is kept of an action and its
 * work. While the assistant runs it is masked wherever it is shown; after a restart nobody would know that it is one.
 */
public final class Refused {

    private Refused() {}

    /**
     * Takes it out of what is kept.
     *
     * @param triggerId the work that the action belongs to, or null
     */
    public static void forget(Tx tx, String actionId, String triggerId) {
        if (!Redaction.hasRefused()) {
            return;
        }
        forget(tx, "actions", "params", "action_id", actionId);
        forget(tx, "approvals", "params", "action_id", actionId);
        if (triggerId != null) {
            forget(tx, "triggers", "triggered_actions", "trigger_id", triggerId);
            forget(tx, "triggers", "source_data", "trigger_id", triggerId);
            forget(tx, "triggers", "context", "trigger_id", triggerId);
        }
    }

    private static void forget(Tx tx, String table, String column, String key, String id) {
        tx.query(
                        "SELECT " + column + " AS kept FROM " + table + " WHERE " + key + " = ?",
                        row -> row.string("kept"),
                        id)
                .forEach(kept -> {
                    Object value = Json.read(kept);
                    Object without = Redaction.withoutRefused(value);
                    if (!without.equals(value)) {
                        tx.update(
                                "UPDATE " + table + " SET " + column + " = ? WHERE " + key + " = ? AND " + column
                                        + " = ?",
                                Json.write(without),
                                id,
                                kept);
                    }
                });
    }
}
