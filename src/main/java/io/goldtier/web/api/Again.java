package io.goldtier.web.api;

import io.goldtier.store.Store;
import io.goldtier.trigger.Accepted;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Sender;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import io.goldtier.web.answer.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Runs work again, as a new trigger: a status only ever moves forward, so what has failed stays failed, and what is done
 * again asks for approval again.
 */
@Component
public class Again {

    private final Triggers triggers;
    private final Actions actions;
    private final Store store;
    private final Clock clock;

    Again(Triggers triggers, Actions actions, Store store, Clock clock) {
        this.triggers = triggers;
        this.actions = actions;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes a new trigger of an old one.
     *
     * @param rest only the steps that were not done, rather than all
     * @return the new trigger's id
     * @throws Problem 404 when there is no such trigger; 409 when it is still under way or nothing is left to do
     */
    public String run(String triggerId, boolean rest) {
        Trigger old =
                triggers.find(triggerId).orElseThrow(() -> new Problem(404, "There is no trigger " + triggerId + "."));
        if (!old.status().isFinal()) {
            throw new Problem(409, "The work " + triggerId + " is still under way.");
        }
        List<Map<String, Object>> steps = rest ? undone(triggerId) : old.triggeredActions();
        if (steps.isEmpty()) {
            throw new Problem(409, "All steps of " + triggerId + " are done; nothing is left to run again.");
        }
        Sender sender = store.read(tx -> tx.first(
                        "SELECT sender, trusted FROM triggers WHERE trigger_id = ?",
                        row -> new Sender(row.string("sender"), "as of " + triggerId, row.flag("trusted")),
                        triggerId))
                .orElseThrow();
        Map<String, Object> context = new LinkedHashMap<>(old.context());
        context.put("again_of", triggerId);
        Instant now = clock.instant();
        String key = UUID.randomUUID().toString();
        String id = triggerId.replaceFirst("-again-[0-9a-f]{8}$", "") + "-again-" + key.substring(0, 8);
        Accepted accepted = triggers.accept(new NewWork(
                new Trigger(
                        id,
                        old.sourceDomain(),
                        old.sourceType(),
                        old.sourceData(),
                        steps,
                        TriggerStatus.PENDING,
                        now,
                        now,
                        context),
                "again:" + key,
                null,
                sender));
        if (accepted instanceof Accepted.Taken taken) {
            return taken.triggerId();
        }
        throw new Problem(409, "The work could not be run again: its new id is taken.");
    }

    private List<Map<String, Object>> undone(String triggerId) {
        return actions.of(triggerId).stream()
                .filter(action -> action.state() != ActionState.DONE)
                .map(Again::step)
                .toList();
    }

    private static Map<String, Object> step(Action action) {
        return Map.of("type", action.type(), "params", action.params());
    }
}
