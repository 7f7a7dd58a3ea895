package io.goldtier.console;

import io.goldtier.audit.Redaction;
import io.goldtier.store.Times;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A trigger with its plan's steps, as programs get to see it: with secrets masked. */
@Component
class TriggerView {

    private final Triggers triggers;
    private final Actions actions;

    TriggerView(Triggers triggers, Actions actions) {
        this.triggers = triggers;
        this.actions = actions;
    }

    /** The trigger in the data model's fields, plus {@code plan_md} and {@code actions}. */
    Optional<Map<String, Object>> of(String triggerId) {
        return triggers.find(triggerId).map(this::withSteps);
    }

    private Map<String, Object> withSteps(Trigger trigger) {
        Map<String, Object> map = trigger.toMap();
        map.put("plan_md", "Plans/PLAN_" + trigger.triggerId() + ".md");
        map.put(
                "actions",
                actions.of(trigger.triggerId()).stream().map(TriggerView::step).toList());
        return Redaction.mask(map);
    }

    static Map<String, Object> step(Action action) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action_id", action.actionId());
        map.put("position", action.position());
        map.put("type", action.type());
        map.put("params", action.params());
        map.put("state", action.state().word());
        map.put("attempts", action.attempts());
        map.put("result", action.result());
        map.put("message", action.message());
        map.put("created", time(action.created()));
        map.put("started", time(action.started()));
        map.put("ended", time(action.ended()));
        return map;
    }

    private static String time(Instant time) {
        return time == null ? null : Times.text(time);
    }
}
